// What `trace` prints: whole timelines, of passed tests too.
#pragma once

#include <string>

#include "course/result.hpp"
#include "report/text.hpp"

namespace report {

/// Each test's question, timeline and, where there is one, message. Lines are as long as they are: they are to be
/// paged, searched and compared, not to fit into a window.
std::string to_trace(const course::ExerciseResult& exercise, const Ink& ink);

}  // namespace report
