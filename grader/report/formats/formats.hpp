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

struct Format {
  std::string_view name;  ///< as the command line has it: "csv"
  std::string_view what;  ///< for --help: what it is for
  /// `results` are of one class, in the order of the students' names; there may be none.
  std::vector<File> (*make)(const std::vector<course::Result>& results);
};

/// All of them, in the order of --help.
std::span<const Format> formats();
/// Null where there is no such format.
const Format* find_format(std::string_view name);

// One each, see their sources.
std::vector<File> to_csv(const std::vector<course::Result>& results);

}  // namespace report
