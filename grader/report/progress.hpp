// How far a student is: the table of all exercises, and the bar. Text of our own and of lab.toml; no wider than kWidth.
#pragma once

#include <string>
#include <vector>

#include "course/progress.hpp"
#include "report/text.hpp"

namespace report {

/// "  ██████░░░░░░  12 of 47 exercises passed", without a newline.
std::string progress_bar(const std::vector<course::Lab>& labs, const course::Progress& progress, const Ink& ink);

/// A line for each lab and each exercise: passed, begun, not started. The exercise `here` has an arrow; it may be
/// empty. `folded`: only the exercises of its lab, so that the whole course fits into a window.
std::vector<std::string> progress_table(const std::vector<course::Lab>& labs, const course::Progress& progress,
                                        const std::string& here, bool folded, const Ink& ink);

/// The exercise's title and its first `level` hints. A level beyond what there is shows all.
std::vector<std::string> tell_hints(const course::Exercise& exercise, int level, const Ink& ink);

}  // namespace report
