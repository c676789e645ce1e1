// What other programs read: reports made of results, and of nothing else. A format is one source file here, and one row
// in formats.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "course/result.hpp"

namespace report {

/// A file of a report: a relative name without "..", and its bytes.
struct File {
  std::string name;
  std::string text;
};

/// A platform's own export, filled in.
struct Filled {
  std::vector<File> files;
  std::vector<std::string> notes;  ///< for the instructor: who was not found, and what else to look at
};

struct Format {
  std::string_view name;  ///< as the command line has it: "csv"
  std::string_view what;  ///< for --help: what it is for
  /// `results` are of one class, in the order of the students' names; there may be none. Null where `fill` is not.
  std::vector<File> (*make)(const std::vector<course::Result>& results);
  /// For gradebooks that need their own export to know the students. Throws Invalid where `roster` (its name for
  /// messages, and its bytes) is none.
  Filled (*fill)(const std::vector<course::Result>& results, const File& roster) = nullptr;
  std::string_view roster = {};  ///< how to get that export
};

/// All of them, in the order of --help.
std::span<const Format> formats();
/// Null where there is no such format.
const Format* find_format(std::string_view name);

// One each, see their sources.
std::vector<File> to_csv(const std::vector<course::Result>& results);
std::vector<File> to_junit(const std::vector<course::Result>& results);
std::vector<File> to_markdown(const std::vector<course::Result>& results);
std::vector<File> to_student_pages(const std::vector<course::Result>& results);
std::vector<File> to_class_page(const std::vector<course::Result>& results);
std::vector<File> to_gradescope(const std::vector<course::Result>& results);
std::vector<File> to_prairielearn(const std::vector<course::Result>& results);
std::vector<File> to_autolab(const std::vector<course::Result>& results);
std::vector<File> to_github(const std::vector<course::Result>& results);
Filled to_canvas(const std::vector<course::Result>& results, const File& roster);
Filled to_moodle(const std::vector<course::Result>& results, const File& roster);

}  // namespace report
