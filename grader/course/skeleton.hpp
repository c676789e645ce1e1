// The student's file as text: where an exercise stands in it, and whether it is still as it was handed out.
#pragma once

#include <cstddef>
#include <string>

#include "course/lab.hpp"

namespace course {

/// The line, from 1, at which to begin or go on: the first `throw NotStarted` of the exercise's part of the file, which
/// begins with the comment "// NN.k"; else that comment. 0 where there is neither.
std::size_t line_of(const std::string& text, const Exercise& exercise);

/// Whether every exercise of the lab still throws NotStarted there.
bool is_untouched(const std::string& text, const Lab& lab);

}  // namespace course
