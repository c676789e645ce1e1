// What went wrong, told so that a student can act on it: a failed test, a build that failed.
#pragma once

#include <string>
#include <vector>

#include "course/result.hpp"
#include "report/text.hpp"

namespace report {

/// The test's question, its message, the timeline, and where to read on. Lines of at most kWidth columns.
std::vector<std::string> tell_test(const course::Test& test, const Ink& ink);

/// The compiler's or linker's first errors.
std::vector<std::string> tell_build(const course::LabResult& lab, const Ink& ink);

/// "failed", "crashed", "did not end", "not started", "passed"
std::string in_words(course::TestStatus status);

}  // namespace report
