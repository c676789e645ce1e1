// Text for a terminal: measured, cut, wrapped, painted. How it is made harmless: encode.hpp
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace report {

constexpr std::size_t kWidth = 100;  ///< columns that every line fits into

/// Columns that printable text takes: East Asian wide characters two, combining ones none.
std::size_t columns(std::string_view text);

/// At most this many columns; where something was cut off, the last is "…".
std::string cut(std::string_view text, std::size_t width);
/// Cut, then filled up with blanks.
std::string left(std::string_view text, std::size_t width);
std::string right(std::string_view text, std::size_t width);

/// A stranger's text as harmless lines of at most `width` columns, wrapped between words, a continued line as indented
/// as its first. At most `most` lines: what is left out is told in the middle.
std::vector<std::string> paragraph(std::string_view text, std::size_t width, std::size_t most);

/// At most `most` lines: the first and the last, and in the middle how many are left out.
std::vector<std::string> shortened(std::vector<std::string> lines, std::size_t most);

/// "3", "1.33", "0.5"
std::string points(double value);
/// "1 test", "3 tests"
std::string counted(std::size_t number, std::string_view noun);

/// Colours, or none.
struct Ink {
  bool colour = false;

  [[nodiscard]] std::string bold(std::string_view text) const { return paint("1", text); }
  [[nodiscard]] std::string dim(std::string_view text) const { return paint("2", text); }
  [[nodiscard]] std::string red(std::string_view text) const { return paint("31", text); }
  [[nodiscard]] std::string green(std::string_view text) const { return paint("32", text); }
  [[nodiscard]] std::string yellow(std::string_view text) const { return paint("33", text); }
  [[nodiscard]] std::string cyan(std::string_view text) const { return paint("36", text); }

 private:
  [[nodiscard]] std::string paint(std::string_view code, std::string_view text) const;
};

}  // namespace report
