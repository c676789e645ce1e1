// From what the examiners found to points.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "course/examiner.hpp"
#include "course/lab.hpp"
#include "course/result.hpp"

namespace course {

/// One examiner's run, and the tests that it was to run ("Suite.Test", as its list told them before the student's code
/// was there).
struct Examined {
  ExaminerReport report;
  std::vector<std::string> expected;
};

/// An exercise's points are shared equally by its tests, public and hidden together, and rounded to hundredths; all
/// passed is all points, exactly. Tests run that are not the tests expected: status `error`, no points. Throws Invalid
/// where the course itself is at fault: a suite that belongs to no exercise, an exercise without a test. (For a run
/// that was filtered to one exercise, give lab.only({"01.4"}).)
LabResult score(const Lab& lab, const Examined& public_tests, const std::optional<Examined>& hidden_tests = {});

/// `before` with the exercises of `anew`, and the sum of both: for a test that was corrected. Absent where the lab has
/// an exercise by now that neither knows.
std::optional<LabResult> with_exercises_of(const LabResult& anew, LabResult before, const Lab& lab);

/// A lab that was not tested: build failed, file missing, error. `message` tells why, and what to do next.
LabResult not_graded(const Lab& lab, LabStatus status, std::string message, std::string build_log = {});

}  // namespace course
