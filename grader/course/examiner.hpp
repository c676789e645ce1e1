// What an examiner (the test program of a lab) writes about one run: the file of its --report.
//
//   {"schema": "socklab/examiner/1", "seed": 7,
//    "tests": [{"suite": "SendAll", "name": "SendsEverything", "question": "…?", "see": "notes/…", "status": "failed",
//               "message": "…", "seconds": 0.004, "timeline": ["line", …], "output": "…"}]}
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "course/invalid.hpp"
#include "course/status.hpp"

namespace course {

struct ExaminedTest {
  std::string suite;
  std::string name;
  std::string question;
  std::string see;
  TestStatus status = TestStatus::failed;
  std::string message;
  double seconds = 0;
  std::vector<std::string> timeline;
  std::string output;  ///< what the student's code printed

  /// "SendAll.SendsEverything"
  [[nodiscard]] std::string full_name() const { return suite + "." + name; }
};

struct ExaminerReport {
  std::uint64_t seed = 0;
  std::vector<ExaminedTest> tests;
};

/// Throws Invalid where anything is missing, unknown, of another type, or told twice.
ExaminerReport parse_examiner_report(const std::string& json);

}  // namespace course
