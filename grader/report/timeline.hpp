// A test's timeline on a page: your code │ the other end.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "course/result.hpp"
#include "report/text.hpp"

namespace report {

/// A heading, and at most about `most` rows of at most `width` columns behind a gutter of three: "!" marks what the
/// test did to a call, "▸" the line that decided, where it is known. Where rows are left out, it is told; the marked
/// ones, the first and the last stay. Empty where there is no timeline.
std::vector<std::string> tell_timeline(const course::Test& test, std::size_t most, std::size_t width, const Ink& ink);

}  // namespace report
