// Pages for people: HTML in one file each, that loads nothing and runs nothing, so it can be mailed, printed and kept.
// Well-formed as XML too. A page tells what the result tells, and nothing more of hidden tests.
#pragma once

#include <string>
#include <vector>

#include "course/result.hpp"

namespace report {

/// For the student: what works, what to do next, what did not pass and why.
std::string student_page(const course::Result& result);

/// For the instructor: what to explain again, who needs help, a heat map of exercises and students. `folder` is where
/// the students' pages are, relative to this one, as file_name(result, ".html").
std::string class_page(const std::vector<course::Result>& results, const std::string& folder);

}  // namespace report
