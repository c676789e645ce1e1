// How wide text is, and how it is brought to a width.
#include "report/text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/encode.hpp"
#include "report/utf8.hpp"

namespace report {
namespace {

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
