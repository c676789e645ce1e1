// How a stranger's bytes become text that a terminal can show, and how wide it is.
#include "report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace report {
namespace {

constexpr char32_t kInvalid = 0xFFFFFFFF;

struct Decoded {
  char32_t point = kInvalid;
  std::size_t bytes = 1;
};

/// The first character of a text that is not empty; kInvalid, one byte, where it is no UTF-8.
Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return {};
  char32_t point = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    point = (point << 6) | (byte(i) & 0x3FU);
  }
  const bool too_long = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  const bool no_character = (point >= 0xD800 && point <= 0xDFFF) || point > 0x10FFFF;
  return too_long || no_character ? Decoded{} : Decoded{point, length};
}

bool within(char32_t point, char32_t first, char32_t last) { return point >= first && point <= last; }

/// Changes the direction of text, breaks a line, or cannot be seen.
bool misleads(char32_t point) {
  return point == 0xAD || point == 0x61C || within(point, 0x200B, 0x200F) || within(point, 0x2028, 0x202E) ||
         within(point, 0x2060, 0x206F) || point == 0xFEFF || within(point, 0xFFF9, 0xFFFB) ||
         within(point, 0xE0000, 0xE0FFF);
}

std::size_t columns_of(char32_t point) {
  if (within(point, 0x300, 0x36F) || within(point, 0x1AB0, 0x1AFF) || within(point, 0x20D0, 0x20FF) ||
      within(point, 0xFE00, 0xFE0F))
    return 0;
  const bool wide = within(point, 0x1100, 0x115F) || within(point, 0x2E80, 0xA4CF) || within(point, 0xAC00, 0xD7A3) ||
                    within(point, 0xF900, 0xFAFF) || within(point, 0xFE30, 0xFE6F) || within(point, 0xFF00, 0xFF60) ||
                    within(point, 0xFFE0, 0xFFE6) || within(point, 0x1F300, 0x1FAFF) || within(point, 0x20000, 0x3FFFD);
  return wide ? 2 : 1;
}

/// How many bytes of printable text fit into so many columns.
std::size_t fitting(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  for (std::size_t used = 0; bytes < text.size();) {
    const auto [point, length] = decode(text.substr(bytes));
    used += columns_of(point);
    if (used > width) break;
    bytes += length;
  }
  return bytes;
}

void wrap(std::string_view line, std::size_t width, std::vector<std::string>& lines) {
  const auto indent = std::string(std::min(std::min(line.find_first_not_of(' '), line.size()), width / 2), ' ');
  std::string rest(line);
  while (columns(rest) > width) {
    const auto most = fitting(rest, width);
    auto end = rest.rfind(' ', most);
    if (end == std::string::npos || end <= indent.size()) end = most;  // a word longer than the line
    lines.push_back(rest.substr(0, end));
    rest = indent + rest.substr(std::min(rest.find_first_not_of(' ', end), rest.size()));
  }
  lines.push_back(rest);
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

std::size_t columns(std::string_view text) {
  std::size_t all = 0;
  while (!text.empty()) {
    const auto [point, length] = decode(text);
    all += columns_of(point);
    text.remove_prefix(length);
  }
  return all;
}

std::string cut(std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  return width == 0 ? "" : std::string(text.substr(0, fitting(text, width - 1))) + "…";
}

std::string left(std::string_view text, std::size_t width) {
  auto filled = cut(text, width);
  return filled + std::string(width - columns(filled), ' ');
}

std::string right(std::string_view text, std::size_t width) {
  auto filled = cut(text, width);
  return std::string(width - columns(filled), ' ') + filled;
}

std::vector<std::string> paragraph(std::string_view text, std::size_t width, std::size_t most) {
  constexpr std::size_t kLongest = 2000;      // of one line, in bytes: wrapping takes time too
  constexpr std::size_t kWhole = 256 * 1024;  // of the text
  text = text.substr(0, kWhole);
  std::vector<std::string> lines;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const bool whole = line.size() <= kLongest;
    auto safe = printable(line.substr(0, kLongest)) + (whole ? "" : "…");
    safe.erase(safe.find_last_not_of(' ') + 1);
    wrap(safe, width, lines);
  }
  const auto is_empty = [](const std::string& line) { return line.empty(); };
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  lines.erase(lines.begin(), std::find_if_not(lines.begin(), lines.end(), is_empty));
  return shortened(std::move(lines), most);
}

std::vector<std::string> shortened(std::vector<std::string> lines, std::size_t most) {
  if (lines.size() <= most) return lines;
  const auto head = static_cast<std::ptrdiff_t>(most - most / 3);
  const auto tail = static_cast<std::ptrdiff_t>(most / 3);
  std::vector<std::string> some(lines.begin(), lines.begin() + head);
  some.push_back(fmt::format("… {} left out …", counted(lines.size() - most, "line")));
  some.insert(some.end(), lines.end() - tail, lines.end());
  return some;
}

std::string points(double value) {
  auto text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string Ink::paint(std::string_view code, std::string_view text) const {
  return colour && !text.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

}  // namespace report
