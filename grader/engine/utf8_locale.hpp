// For a scope and its thread, characters are UTF-8, whatever the user's locale is: uselocale(3).
#pragma once

#include <locale.h>

namespace engine {

class Utf8Locale {
 public:
  Utf8Locale() {
    static const locale_t utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);  // kept to the end
    before_ = ::uselocale(utf8);  // a null one, where there is none, changes nothing
  }
  ~Utf8Locale() { ::uselocale(before_); }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t before_;
};

}  // namespace engine
