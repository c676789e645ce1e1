// What getaddrinfo(3) and getnameinfo(3) say when they fail: numbers of their own, EAI_NONAME and so on, which are no
// errno. Their words are gai_strerror's.
#pragma once

#include <netdb.h>

#include <string>
#include <system_error>

#include "support/errors.hpp"

namespace lab {

/// The category of these numbers: its message(n) is gai_strerror(n).
inline const std::error_category& resolver_category() {
  struct Category : std::error_category {
    [[nodiscard]] const char* name() const noexcept override { return "resolver"; }
    [[nodiscard]] std::string message(int error) const override { return ::gai_strerror(error); }
  };
  static const Category category;
  return category;
}

/// Throws a std::system_error, "getaddrinfo: Name or service not known", for what `call` has just returned:
/// `if (error != 0) throw_gai("getaddrinfo", error);` EAI_SYSTEM means "see errno", so then it is as throw_errno.
[[noreturn]] inline void throw_gai(const char* call, int error) {
  if (error == EAI_SYSTEM) throw_errno(call);
  throw std::system_error(error, resolver_category(), call);
}

}  // namespace lab
