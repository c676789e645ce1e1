// When are two names of a student the same? Capital letters (of ASCII) and blanks around do not count, all else does.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace course {

inline std::string plain_name(std::string_view name) {
  const auto begin = std::min(name.find_first_not_of(' '), name.size());
  std::string text(name.substr(begin, name.find_last_not_of(' ') + 1 - begin));
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

}  // namespace course
