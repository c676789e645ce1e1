// See difference.hpp.
#include "report/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>

#include "report/encode.hpp"

namespace report {
namespace {

constexpr std::string_view kExpected = "expected   ";
constexpr std::string_view kWas = "but was    ";
constexpr std::size_t kLabel = kWas.size();

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

/// One escape of a C++ literal, `at` behind its backslash; moves `at` behind it.
char unescaped(std::string_view text, std::size_t& at) {
  const char c = text[at++];
  if (c == 'x') {
    unsigned value = 0;
    while (at < text.size() && is_hex(text[at]))
      value = value * 16 + static_cast<unsigned>(std::stoul(std::string(1, text[at++]), nullptr, 16));
    return static_cast<char>(value);
  }
  if (c >= '0' && c <= '7') {
    unsigned value = static_cast<unsigned>(c - '0');
    for (int i = 0; i < 2 && at < text.size() && text[at] >= '0' && text[at] <= '7'; ++i)
      value = value * 8 + static_cast<unsigned>(text[at++] - '0');
    return static_cast<char>(value);
  }
  constexpr std::string_view names = "abfnrtv";
  constexpr std::string_view means = "\a\b\f\n\r\t\v";
  const auto which = names.find(c);
  return which == std::string_view::npos ? c : means[which];
}

/// The bytes of "…" "…", in parentheses or not; nothing where the text is something else.
std::optional<std::string> bytes_of(std::string_view text) {
  if (text.size() >= 2 && text.front() == '(' && text.back() == ')') text = text.substr(1, text.size() - 2);
  std::string bytes;
  std::size_t at = 0;
  while (at < text.size() && text[at] == '"') {
    for (++at; at < text.size() && text[at] != '"';) {
      const char c = text[at++];
      bytes += c == '\\' && at < text.size() ? unescaped(text, at) : c;
    }
    if (at == text.size()) return std::nullopt;  // cut off
    for (++at; at < text.size() && (text[at] == ' ' || text[at] == 's');) ++at;
  }
  if (at != text.size() || text.empty()) return std::nullopt;
  return bytes;
}

/// The items of { a, b, { c, d } }, or of a, b, c; nothing where the text is no list.
std::optional<std::vector<std::string>> items_of(std::string_view text) {
  const bool braces = text.size() >= 2 && text.front() == '{' && text.back() == '}';
  if (braces) text = text.substr(1, text.size() - 2);
  std::vector<std::string> items;
  std::string item;
  int depth = 0;
  bool quoted = false;
  const auto end_item = [&] {
    const auto begin = std::min(item.find_first_not_of(' '), item.size());
    item = item.substr(begin, item.find_last_not_of(' ') + 1 - begin);
    if (!item.empty()) items.push_back(item);
    item.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      item += c;
      item += text[++i];
      continue;
    }
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '{' || c == '(' || c == '[')) ++depth;
    if (!quoted && (c == '}' || c == ')' || c == ']')) --depth;
    if (c == ',' && depth == 0 && !quoted)
      end_item();
    else
      item += c;
  }
  end_item();
  if (!braces && items.size() < 3) return std::nullopt;  // a comma in a sentence
  return items;
}

template <class Sequence>
std::size_t first_difference(const Sequence& one, const Sequence& other) {
  return static_cast<std::size_t>(std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first -
                                  one.begin());
}

std::string labelled(std::string_view label, const std::string& text, const Ink& ink) { return ink.dim(label) + text; }

/// Where two sequences part.
std::string told(std::string_view unit, std::size_t at, std::size_t expected, std::size_t was) {
  if (at == was && was < expected) return fmt::format("it ends here; {} were expected", counted(expected, unit));
  if (at == expected && expected < was)
    return fmt::format("{} were expected; the rest is too much", counted(expected, unit));
  if (at == 0) return fmt::format("they differ from the first {} on", unit);
  return fmt::format("the first difference: {} {}, counted from 0", unit, at);
}

/// The literal's own spelling, short: what cannot be printed as \xNN, " and \ escaped.
std::string spelt(unsigned char c) {
  switch (c) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    default:
      return c >= 0x20 && c < 0x7F ? std::string(1, static_cast<char>(c)) : fmt::format("\\x{:02X}", c);
  }
}

/// What is shown of a sequence: from where, and the marks of what is left out.
struct Window {
  std::size_t begin = 0;
  std::size_t most = 0;
};
Window around(std::size_t difference, std::size_t longest, std::size_t most) {
  const std::size_t before = most / 3;
  if (longest <= most || difference <= before) return {0, most};
  return {difference - before, most};
}

/// As text, each byte spelt as in a literal. `points`: the column at which byte `mark` begins.
std::string as_text(const std::string& bytes, Window window, std::size_t mark, std::size_t& points) {
  std::string text = window.begin > 0 ? "…\"" : "\"";
  const std::size_t end = std::min(bytes.size(), window.begin + window.most);
  for (std::size_t i = window.begin; i < end; ++i) {
    if (i == mark) points = columns(text);
    text += spelt(static_cast<unsigned char>(bytes[i]));
  }
  if (mark >= end) points = columns(text);
  return text + (end < bytes.size() ? "\"…" : "\"");
}

std::string as_hex(const std::string& bytes, Window window) {
  std::string text = window.begin > 0 ? "… " : "";
  const std::size_t end = std::min(bytes.size(), window.begin + window.most);
  for (std::size_t i = window.begin; i < end; ++i) text += fmt::format("{:02X} ", static_cast<unsigned char>(bytes[i]));
  return text;
}

bool plain(const std::string& bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\r' || c == '\t'; });
}

/// A pointer to this column behind the label; its words stand behind it, before it, or not at all, where they fit.
std::string pointed(std::size_t column, const std::string& what, std::size_t width, const Ink& ink) {
  const std::size_t at = kLabel + column;
  const std::size_t words = columns(what) + 1;
  if (at + 1 + words <= width) return std::string(at, ' ') + ink.red("^") + " " + ink.dim(what);
  if (words <= at) return std::string(at - words, ' ') + ink.dim(what) + " " + ink.red("^");
  return std::string(at, ' ') + ink.red("^");
}

std::vector<std::string> of_bytes(const std::string& expected, const std::string& was, std::size_t width,
                                  const Ink& ink) {
  const auto at = first_difference(expected, was);
  const auto longest = std::max(expected.size(), was.size());
  const bool as_plain = plain(expected) && plain(was);
  std::size_t column = 0;
  std::size_t unused = 0;
  const auto fits = [&](const std::string& bytes) {
    return bytes.size() < width && columns(as_text(bytes, {0, width}, at, unused)) <= width - kLabel;
  };
  const bool whole = as_plain && fits(expected) && fits(was);
  const auto window = whole ? Window{0, width} : around(at, longest, as_plain ? (width - kLabel) / 2 - 4 : 12);
  if (as_plain) {
    std::vector<std::string> lines{labelled(kExpected, as_text(expected, window, at, unused), ink),
                                   labelled(kWas, as_text(was, window, at, column), ink)};
    if (at > 0 && at < longest)
      lines.push_back(pointed(column, told("character", at, expected.size(), was.size()), width, ink));
    return lines;
  }
  const auto hex = [&](const std::string& bytes) { return as_hex(bytes, window); };
  const auto wide = std::max(columns(hex(expected)), columns(hex(was))) + 2;
  std::vector<std::string> lines{
      labelled(kExpected, left(hex(expected), wide) + as_text(expected, window, at, unused), ink),
      labelled(kWas, left(hex(was), wide) + as_text(was, window, at, unused), ink)};
  if (at < longest) {
    column = (window.begin > 0 ? 2 : 0) + 3 * (at - window.begin);
    lines.push_back(pointed(column, told("byte", at, expected.size(), was.size()), width, ink));
  }
  return lines;
}

std::vector<std::string> of_lists(const std::vector<std::string>& expected, const std::vector<std::string>& was,
                                  std::size_t width, const Ink& ink) {
  const auto at = first_difference(expected, was);
  const auto part = [&](const std::vector<std::string>& items, std::size_t& column) {
    const std::size_t begin = at > 4 ? at - 3 : 0;
    std::string text = begin > 0 ? "…, " : "";
    for (std::size_t i = begin; i < items.size(); ++i) {
      const auto item = printable(items[i]);
      if (i > at && columns(text + item) + kLabel + 6 > width) {
        text += "…, ";
        break;
      }
      if (i == at) column = columns(text);
      text += item + ", ";
    }
    if (at >= items.size()) column = columns(text);
    if (text.ends_with(", ")) text.erase(text.size() - 2);
    return text;
  };
  std::size_t column = 0;
  std::size_t unused = 0;
  std::vector<std::string> lines{labelled(kExpected, cut(part(expected, unused), width - kLabel), ink),
                                 labelled(kWas, cut(part(was, column), width - kLabel), ink)};
  if (at < std::max(expected.size(), was.size()))
    lines.push_back(
        pointed(std::min(column, width - kLabel - 1), told("item", at, expected.size(), was.size()), width, ink));
  return lines;
}

/// Wrapped, each behind its label.
void add_wrapped(std::vector<std::string>& lines, std::string_view label, const std::string& text, std::size_t width,
                 const Ink& ink) {
  constexpr std::size_t kMost = 4;
  for (const auto& line : paragraph(text, width - kLabel, kMost)) {
    lines.push_back(ink.dim(label) + line);
    label = "           ";
  }
}

}  // namespace

std::vector<std::string> difference(const std::string& expected, const std::string& was, std::size_t width,
                                    const Ink& ink) {
  const auto expected_bytes = bytes_of(expected);
  const auto was_bytes = bytes_of(was);
  if (expected_bytes && was_bytes) return of_bytes(*expected_bytes, *was_bytes, width, ink);
  const auto expected_items = items_of(expected);
  const auto was_items = items_of(was);
  if (expected_items && was_items) return of_lists(*expected_items, *was_items, width, ink);

  std::vector<std::string> lines;
  if (!expected.empty()) add_wrapped(lines, kExpected, expected, width, ink);
  if (!was.empty()) add_wrapped(lines, expected.empty() ? "it was     " : kWas, was, width, ink);
  constexpr std::size_t kLong = 12;  // shorter texts are compared at a glance
  const auto at = first_difference(printable(expected), printable(was));
  const bool whole = lines.size() == 2 && std::min(expected.size(), was.size()) >= kLong;
  if (whole && at > 0 && at < was.size() && plain(expected) && plain(was) && was.find(' ') == std::string::npos)
    lines.push_back(pointed(at, "", width, ink));
  return lines;
}

}  // namespace report
