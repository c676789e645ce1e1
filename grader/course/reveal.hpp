// What a result tells of hidden tests: the instructor's choice, kept where results are made. What is not told is taken
// out, not marked: files are copied, mailed, and read by programs that know of no mark.
#pragma once

#include "course/result.hpp"

namespace course {

/// The exercise with its public tests alone. For a diagnosis that tells nothing of hidden ones.
ExerciseResult public_part(ExerciseResult exercise);

/// Takes out of the exercise what `reveal` does not tell of its hidden tests. Status, score and diagnosis stay as they
/// are. What the student's code chose to throw, return, call or print there, and how long it took, stays at `full`
/// alone: it could carry the tests' inputs.
void keep_to(Reveal reveal, ExerciseResult& exercise);

}  // namespace course
