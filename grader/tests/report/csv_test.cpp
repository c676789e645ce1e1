// Does a spreadsheet get every student and every point, and no formula?
#include <gmock/gmock.h>

#include "report/formats/formats.hpp"
#include "results.hpp"

namespace {

using course::ExerciseStatus;
using course::LabStatus;

course::Result result_of(const std::string& student, const std::vector<course::LabResult>& labs) {
  return course::make_result(student, 1, "bubblewrap", labs);
}

auto passed() {
  return lab_of({exercise_of("01.1", ExerciseStatus::passed, {}), exercise_of("01.2", ExerciseStatus::partly, {})});
}

// Is there a line for each student, and a column for each exercise of any of them?
TEST(Csv, HasALineForEachStudent) {
  const auto files = report::to_csv(
      {result_of("alice", {passed()}), result_of("bob", {lab_of({exercise_of("01.3", ExerciseStatus::failed, {})})})});
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].name, "grades.csv");
  EXPECT_EQ(files[0].text, "student,score,max,01.1,01.2,01.3\r\nalice,4.5,6,3,1.5,\r\nbob,0,3,,,0\r\n");
}

// Is what could not be graded by our own fault left empty, so that nobody takes it for 0, and the sum too, which would
// lack it?
TEST(Csv, LeavesOurFaultsEmpty) {
  auto fault = passed();
  fault.status = LabStatus::error;
  EXPECT_THAT(report::to_csv({result_of("alice", {fault})})[0].text, testing::EndsWith("\r\nalice,,6,,\r\n"));
}

// Is a name that a spreadsheet would compute written as text?
TEST(Csv, NeutralisesFormulas) {
  EXPECT_THAT(report::to_csv({result_of("=1+1", {})})[0].text, testing::HasSubstr("\r\n'=1+1,"));
}

}  // namespace
