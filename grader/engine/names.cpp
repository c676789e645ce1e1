// See names.hpp.
#include "engine/names.hpp"

#include <algorithm>
#include <array>
#include <cwchar>
#include <filesystem>
#include <regex>

#include "engine/utf8_locale.hpp"

namespace engine {
namespace {

constexpr std::size_t longest = 200;

bool within(wchar_t point, wchar_t first, wchar_t last) { return point >= first && point <= last; }

// Control characters, and what changes the direction of text, breaks a line, or cannot be seen.
bool misleads(wchar_t point) {
  return point < L' ' || within(point, 0x7F, 0x9F) || point == 0xAD || point == 0x61C ||
         within(point, 0x200B, 0x200F) || within(point, 0x2028, 0x202E) || within(point, 0x2060, 0x206F) ||
         point == 0xFEFF || within(point, 0xFFF9, 0xFFFB) || within(point, 0xE0000, 0xE0FFF) ||
         within(point, 0xD800, 0xDFFF) || point > 0x10FFFF;  // no characters, though mbrtowc(3) takes some of them
}

char small(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

std::string in_small(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), small);
  return text;
}

}  // namespace

std::string safe_name(std::string_view name) {
  const Utf8Locale utf8;
  std::string safe = name.empty() || name.front() == '.' || name.front() == '-' ? "_" : "";
  while (!name.empty()) {
    std::mbstate_t fresh{};
    wchar_t point = 0;
    const std::size_t length = std::mbrtowc(&point, name.data(), name.size(), &fresh);
    const bool is_character = length >= 1 && length <= name.size();  // 0 is a NUL, the greatest two are errors
    const std::string_view character = name.substr(0, is_character ? length : 1);
    const bool keeps = is_character && !misleads(point) && point != L'/';
    if (safe.size() + character.size() > longest) break;
    safe += keeps ? character : "_";
    name.remove_prefix(character.size());
  }
  return safe;
}

std::string unused_name(const std::string& name, std::set<std::string>& taken) {
  std::string unused = name;
  for (int i = 2; !taken.insert(unused).second; ++i) unused = name + "-" + std::to_string(i);
  return unused;
}

std::string without_archive_ending(const std::string& name) {
  static const std::regex ending("(.+?)[.](zip|tar|tgz|tbz2?|txz|tzst|tar[.](gz|bz2|xz|zst))", std::regex::icase);
  std::smatch parts;
  return std::regex_match(name, parts, ending) ? parts[1].str() : name;
}

bool is_for_a_build(const std::string& name) {
  static constexpr std::array builds = {"meson.build", "CMakeLists.txt", "Makefile", "makefile", "GNUmakefile"};
  static constexpr std::array endings = {".cpp", ".cc", ".cxx", ".c", ".hpp", ".hh", ".h", ".ipp"};
  const std::string ending = std::filesystem::path(name).extension().string();
  return std::find(builds.begin(), builds.end(), name) != builds.end() ||
         std::find(endings.begin(), endings.end(), ending) != endings.end();
}

bool is_nearly(const std::string& name, const std::string& wanted) {
  if (name == wanted || name.size() > 255) return false;
  const std::filesystem::path path(wanted);
  // What browsers, file managers and editors make of a name. The expression is made once: there may be 10,000 names.
  static const std::regex copied("( ?\\([0-9]+\\)| - copy( \\([0-9]+\\))?| copy( [0-9]+)?|[-_][0-9]+)?");
  const std::string stem = in_small(path.stem());
  const std::string ending = in_small(path.extension());
  std::string middle = in_small(name);
  if (middle.starts_with("copy of ")) middle.erase(0, 8);
  if (!middle.starts_with(stem)) return false;
  middle.erase(0, stem.size());
  for (const std::string& last : {ending + ".txt", ending, std::string(".txt")}) {
    if (middle.ends_with(last) && std::regex_match(middle.begin(), middle.end() - std::ssize(last), copied))
      return true;
  }
  return false;
}

std::string shortened_name(const std::string& name) { return name.size() <= 100 ? name : name.substr(0, 97) + "..."; }

}  // namespace engine
