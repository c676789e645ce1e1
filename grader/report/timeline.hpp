// A test's timeline on a page: your code │ the other end.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "course/result.hpp"
#include "report/text.hpp"

namespace report {

/// A step; its texts are printable.
struct TimelineRow {
  std::string mine;       ///< what the student's code did
  std::string other;      ///< what the other end did, or "◂ " and what the test did to this call, or why it decided
  bool injected = false;  ///< the test did something to this call
  bool decisive = false;  ///< see decisive.hpp
  bool whole = false;     ///< "… 3 lines left out …": it has no columns
};

/// All of them.
std::vector<TimelineRow> timeline_of(const course::Test& test);

/// About `most` of them: the marked ones, the first and the last stay, and rows that are `whole` tell what is left out.
std::vector<TimelineRow> most_telling(const std::vector<TimelineRow>& rows, std::size_t most);

/// A heading, and at most about `most` rows of at most `width` columns behind a gutter of three: "!" marks what the
/// test did to a call, "▸" the line that decided, where it is known. Where rows are left out, it is told; the marked
/// ones, the first and the last stay. Empty where there is no timeline.
std::vector<std::string> tell_timeline(const course::Test& test, std::size_t most, std::size_t width, const Ink& ink);

}  // namespace report
