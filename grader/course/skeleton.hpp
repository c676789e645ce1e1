// The student's file as text: where an exercise stands in it, and whether it is still as it was handed out.
#pragma once

#include <cstddef>
#include <string>

#include "course/lab.hpp"

namespace course {

/// The line, from 1, at which to begin or go on: the first `throw NotStarted` of the exercise's part of the file, which
/// begins with the comment "// NN.k" (or "// NN.j, NN.k", where exercises share a function); else that comment. 0 where
/// there is neither.
std::size_t line_of(const std::string& text, const Exercise& exercise);

/// The exercise's part of a file: its first and its last line, from 1; both 0 where there is no comment "// NN.k".
struct Lines {
  std::size_t first = 0;
  std::size_t last = 0;
};
Lines lines_of(const std::string& text, const Exercise& exercise);

/// The exercise in whose part of the file this line stands; null before the first one.
const Exercise* exercise_at(const std::string& text, const Lab& lab, std::size_t line);

/// Whether the exercise's part of the file is there and throws NotStarted no more.
bool is_begun(const std::string& text, const Exercise& exercise);

/// Whether every exercise of the lab still throws NotStarted there.
bool is_untouched(const std::string& text, const Lab& lab);

}  // namespace course
