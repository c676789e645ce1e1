// Many submissions on one screen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/terminal.hpp"
#include "results.hpp"

namespace {

using course::ExerciseStatus;
using course::LabStatus;
using course::TestStatus;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

course::LabResult lab(const std::string& id, LabStatus status = LabStatus::graded) {
  auto lab = lab_of({exercise_of("01.1", ExerciseStatus::partly, {test_of("S.A", TestStatus::failed)})}, status);
  lab.id = id;
  if (status != LabStatus::graded) lab.score = 0;
  return lab;
}

// Does each submission have its line: a column for each lab, and the sum?
TEST(Summary, HasALineForEachSubmission) {
  const auto text = report::to_summary({course::make_result("ada", 7, "", {lab("01-x"), lab("04-y")}),
                                        course::make_result("bob", 7, "", {lab("04-y", LabStatus::build_failed)}),
                                        course::make_result("eve", 7, "", {lab("01-x", LabStatus::missing)}),
                                        course::make_result("zoe", 7, "", {lab("01-x", LabStatus::error)})});
  EXPECT_THAT(text, ContainsRegex(" 01 +04 +points\n"));
  EXPECT_THAT(text, ContainsRegex("ada +1\\.5 +1\\.5 +3 / 6\n"));
  EXPECT_THAT(text, ContainsRegex("bob +build +0 / 3\n"));
  EXPECT_THAT(text, ContainsRegex("eve +missing +0 / 3\n"));
  EXPECT_THAT(text, ContainsRegex("zoe +error +0 / 3\n"));
  EXPECT_THAT(text, HasSubstr("4 submissions, 0.75 points on average"));
  EXPECT_THAT(text, HasSubstr("1 lab did not build"));
  EXPECT_THAT(text, HasSubstr("1 lab without a grade: our own fault"));
}

// Does a class fit one screen, and many labs one line?
TEST(Summary, FitsTheScreen) {
  std::vector<course::LabResult> labs;
  for (int i = 10; i < 40; ++i) labs.push_back(lab(std::to_string(i) + "-x"));
  const std::vector<course::Result> results(200, course::make_result(std::string(80, 'n'), 7, "", labs));
  const auto text = report::to_summary(results);
  EXPECT_LE(lines_of(text).size(), 50U);
  for (const auto& line : lines_of(text)) EXPECT_LE(report::columns(line), report::kWidth) << line;
  EXPECT_THAT(text, HasSubstr("… and 160 more"));
  EXPECT_THAT(text, HasSubstr("200 submissions"));
  EXPECT_THAT(text, HasSubstr("45 / 90"));
}

// Is nothing said of what is not there?
TEST(Summary, IsQuietAboutNothing) {
  const auto text = report::to_summary({});
  EXPECT_THAT(text, HasSubstr("0 submissions"));
  EXPECT_THAT(text, Not(HasSubstr("average")));
}

}  // namespace
