#include "report/encode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "report/utf8.hpp"

namespace report {
namespace {

/// Changes the direction of text, breaks a line, cannot be seen (Unicode's Default_Ignorable_Code_Point, but for the
/// variation selectors of emoji), or is no character.
bool misleads(char32_t point) {
  struct Range {
    char32_t first, last;
  };
  constexpr Range kRanges[] = {
      {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},     {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180E, 0x180E},
      {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},   {0x3164, 0x3164},   {0xFDD0, 0xFDEF},   {0xFEFF, 0xFEFF},
      {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
  };
  const bool no_character = (point & 0xFFFE) == 0xFFFE;  // the last two of every plane
  return no_character || std::any_of(std::begin(kRanges), std::end(kRanges),
                                     [&](const Range& range) { return within(point, range.first, range.last); });
}

/// What .NET's TrimStart() and spreadsheets pass over.
bool is_blank(char32_t point) {
  return point == ' ' || within(point, 0x09, 0x0D) || point == 0x85 || point == 0xA0 || point == 0x1680 ||
         within(point, 0x2000, 0x200A) || within(point, 0x2028, 0x2029) || point == 0x202F || point == 0x205F ||
         point == 0x3000;
}

bool is_quote(char32_t point) {
  return point == '"' || point == '\'' || point == '`' || within(point, 0x2018, 0x201F) || point == 0xFF02 ||
         point == 0xFF07;
}

bool begins_formula(char32_t point) {
  switch (point) {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xFF1D:  // the same in full width
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
      return true;
    default:
      return false;
  }
}

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string all;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
    all.append(text.substr(0, at)).append(with);
    text.remove_prefix(at + what.size());
  }
  return all.append(text);
}

/// A run of backticks longer than any in the text: nothing in it can close the code.
std::string fence(std::string_view text, std::size_t least) {
  std::size_t run = 0, longest = 0;
  for (const char c : text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
  return std::string(std::max(least, longest + 1), '`');
}

/// `text` is printable. A blank inside each end is taken away by readers where both ends have one.
std::string inline_code(const std::string& text) {
  if (text.empty()) return {};
  const bool blank = text.find_first_not_of(' ') == std::string::npos;
  const bool pad = !blank && (text.front() == '`' || text.back() == '`' || (text.front() == ' ' && text.back() == ' '));
  const auto ticks = fence(text, 1);
  return ticks + (pad ? " " : "") + text + (pad ? " " : "") + ticks;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const auto [point, length] = decode(text);
    if (point == '\t')
      safe += "    ";
    else if (point == kInvalid)
      safe += fmt::format("\\x{:02X}", static_cast<std::uint8_t>(text[0]));
    else if (point < 0x20 || within(point, 0x7F, 0x9F))
      safe += fmt::format("\\x{:02X}", static_cast<std::uint32_t>(point));
    else if (misleads(point))
      safe += fmt::format("\\u{:04X}", static_cast<std::uint32_t>(point));
    else
      safe += text.substr(0, length);
    text.remove_prefix(length);
  }
  return safe;
}

std::string printable_lines(std::string_view text) {
  std::string safe;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    auto line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    safe += printable(line) + "\n";
    text.remove_prefix(end + 1);
  }
  return safe + printable(text);
}

std::string html_text(std::string_view text) {
  auto safe = replaced(printable_lines(text), "&", "&amp;");  // first: the others bring ampersands of their own
  safe = replaced(safe, "<", "&lt;");
  safe = replaced(safe, ">", "&gt;");  // so no ]]> either
  safe = replaced(safe, "\"", "&quot;");
  return replaced(safe, "'", "&#39;");
}

std::string markdown_code(std::string_view text) { return inline_code(printable(text)); }

std::string markdown_cell(std::string_view text) {
  // Readers differ in \\| (a backslash and the end of a cell, or a bar?): so a backslash before a bar is shown as a
  // byte.
  return inline_code(replaced(replaced(printable(text), "\\|", "\\x5C|"), "|", "\\|"));
}

std::string markdown_block(std::string_view text) {
  auto lines = printable_lines(text);
  if (!lines.empty() && lines.back() != '\n') lines += "\n";
  const auto ticks = fence(lines, 3);
  return ticks + "\n" + lines + ticks + "\n";
}

std::string csv_text(std::string_view text) {
  const auto lines = printable_lines(text);
  std::string safe;
  std::size_t begin = 0;  // of what a spreadsheet may take for a cell
  bool at_begin = true;
  for (std::string_view rest = lines; !rest.empty();) {
    const auto [point, length] = decode(rest);
    if (at_begin && begins_formula(point)) safe.insert(begin, "'");
    safe += rest.substr(0, length);
    rest.remove_prefix(length);
    const bool separates = point == ',' || point == ';' || point == '\n';
    if (separates) begin = safe.size();
    at_begin = separates || (at_begin && (is_blank(point) || is_quote(point)));
  }
  const bool plain = safe.find_first_of("\",;\n") == std::string::npos;
  return plain ? safe : "\"" + replaced(safe, "\"", "\"\"") + "\"";
}

std::string ci_log(std::string_view page) {
  std::string safe;
  while (!page.empty()) {
    auto line = page.substr(0, page.find_first_of("\r\n") + 1);  // npos + 1 = 0: the last line
    if (line.empty()) line = page;
    page.remove_prefix(line.size());
    // GitHub's runner: "::" first in the line, blanks passed over, and a second time after the command's name.
    std::size_t begin = 0;
    while (begin < line.size()) {
      const auto [point, length] = decode(line.substr(begin));
      if (!is_blank(point)) break;
      begin += length;
    }
    safe += line.substr(0, begin);
    line.remove_prefix(begin);
    if (line.substr(0, 2) == "::" && line.find("::", 2) != std::string_view::npos) {
      safe += "\\x3A";
      line.remove_prefix(1);
    }
    // The others, and the runner's older form: anywhere.
    for (; !line.empty(); line.remove_prefix(1)) {
      const auto name = line.substr(0, 2) == "##" ? line.find_first_not_of(
                                                        "abcdefghijklmnopqrstuvwxyz"
                                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                                        2)
                                                  : std::string_view::npos;
      safe += line[0];
      if (name == std::string_view::npos || line[name] != '[') continue;
      safe += "\\x23";
      line.remove_prefix(1);
    }
  }
  return safe;
}

std::string ci_message(std::string_view text) {
  return replaced(replaced(printable_lines(text), "%", "%25"), "\n", "%0A");
}

std::string ci_property(std::string_view text) { return replaced(replaced(ci_message(text), ":", "%3A"), ",", "%2C"); }

}  // namespace report
