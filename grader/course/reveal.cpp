// See reveal.hpp.
#include "course/reveal.hpp"

#include <utility>

namespace course {
namespace {

bool is_hidden(const Test& test) { return test.visibility == Visibility::hidden_test; }

/// What `reveal` tells of a hidden test: only what is taken over is told.
Test told(Reveal reveal, const Test& test) {
  Test known;
  known.name = test.name;
  known.visibility = test.visibility;
  known.status = test.status;
  known.question = test.question;
  if (reveal >= Reveal::diagnosis) known.see = test.see;
  return known;
}

}  // namespace

ExerciseResult public_part(ExerciseResult exercise) {
  std::erase_if(exercise.tests, is_hidden);
  return exercise;
}

void keep_to(Reveal reveal, ExerciseResult& exercise) {
  if (reveal == Reveal::full) return;
  for (Test& test : exercise.tests) {
    if (!is_hidden(test)) continue;
    ++exercise.untold.tests;
    exercise.untold.passed += test.status == TestStatus::passed ? 1U : 0U;
    test = told(reveal, test);
  }
  if (reveal == Reveal::none)
    std::erase_if(exercise.tests, is_hidden);
  else
    exercise.untold = {};
}

}  // namespace course
