// A stranger's bytes as Unicode characters, one at a time (RFC 3629).
#pragma once

#include <cstddef>
#include <string_view>

namespace report {

constexpr char32_t kInvalid = 0xFFFFFFFF;

struct Character {
  char32_t point = kInvalid;
  std::size_t bytes = 1;
};

/// The first character of a text that is not empty; kInvalid, one byte, where it is no UTF-8: overlong forms, halves of
/// surrogate pairs, what lies beyond U+10FFFF, and what is cut short.
Character decode(std::string_view text);

constexpr bool within(char32_t point, char32_t first, char32_t last) { return point >= first && point <= last; }

}  // namespace report
