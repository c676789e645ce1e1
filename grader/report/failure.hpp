// What went wrong, told so that a student can act on it: a failed test, a build that failed.
#pragma once

#include <string>
#include <vector>

#include "course/result.hpp"
#include "report/text.hpp"

namespace report {

/// How much of a failed test is told.
struct Telling {
  std::size_t message = 12;   ///< lines for what was expected and what happened
  std::size_t timeline = 12;  ///< rows of the timeline
  const course::Diagnosis* belief = nullptr;
};

/// The test's question; what was expected and what happened; the timeline; the belief behind it, where there is one;
/// and where to read on. Lines of at most kWidth columns; with a usual Telling, it and the page around it have 40.
std::vector<std::string> tell_test(const course::Test& test, const Telling& how, const Ink& ink);

/// The compiler's or linker's first errors.
std::vector<std::string> tell_build(const course::LabResult& lab, const Ink& ink);

/// "failed", "crashed", "did not end", "not started", "passed"
std::string in_words(course::TestStatus status);

}  // namespace report
