// The examiner's report: one JSON file ("socklab/examiner/1"), for whoever started the examiner.
#pragma once

#include <string>
#include <vector>

#include "exam/verdict.hpp"

namespace exam {

struct TestReport {
  std::string suite;
  std::string name;
  Notes notes;  // with the final verdict and message
  double seconds = 0;
};

/// Writes the file, whole or not at all (rename(2)); throws std::system_error.
void write_report(const std::string& path, const std::vector<TestReport>& tests);

}  // namespace exam
