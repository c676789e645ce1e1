// What `trace` and `debug` share: one exercise's public tests, run now, with whole timelines.
#pragma once

#include "cli/common.hpp"

namespace cli {

struct Ran {
  course::Lab lab;
  course::Exercise exercise;
  course::Result result;  ///< that exercise alone; no tests where its lab could not be graded
  engine::Settings how;

  [[nodiscard]] const course::LabResult& of_lab() const { return result.labs.front(); }
  [[nodiscard]] bool graded() const { return of_lab().status == course::LabStatus::graded; }
  [[nodiscard]] const std::vector<course::Test>& tests() const { return of_lab().exercises.front().tests; }
};

/// `options.what`: an exercise, perhaps a test ("SendAll.SendsEverything", or its second half), of which the result
/// then tells alone. Throws BadInput.
Ran run_exercise(const Options& options, const Course& course);

}  // namespace cli
