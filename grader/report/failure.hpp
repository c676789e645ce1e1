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

/// Of a test's message alone: what was expected and what happened. At most about `most` lines of `width` columns.
std::vector<std::string> tell_message(const std::string& message, std::size_t most, std::size_t width, const Ink& ink);

/// The least confidence of the likeliest diagnosis that is told: below, silence is better than a guess.
constexpr double kWorthSaying = 0.12;

/// "This looks like a belief that does not hold: …", or "Perhaps it is …". As the mistake's author wrote it.
std::string in_words(const course::Diagnosis& likeliest);

/// The compiler's or linker's first errors, in lines of `width` columns; without one, as on a terminal's page.
std::vector<std::string> tell_build(const course::LabResult& lab, std::size_t width, const Ink& ink);
std::vector<std::string> tell_build(const course::LabResult& lab, const Ink& ink);

/// "failed", "crashed", "did not end", "not started", "passed"
std::string in_words(course::TestStatus status);

}  // namespace report
