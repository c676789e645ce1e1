// course::parse_examiner_report, given any text as an examiner's report.
//
// What must hold: a report comes of it, each test told once, or course::Invalid.
#include <set>

#include "course/examiner.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const course::ExaminerReport report = course::parse_examiner_report(std::string(fuzz::Input(data, size).rest()));
    std::set<std::string> names;
    for (const auto& test : report.tests) {
      fuzz::must(names.insert(test.full_name()).second, "each test is told once");
      fuzz::must(test.seconds >= 0, "no test takes less than no time");
    }
  } catch (const course::Invalid& invalid) {
    fuzz::must(*invalid.what() != '\0', "what is wrong is told");
  }
  return 0;
}
