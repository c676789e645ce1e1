#include "report/progress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using course::Standing;
using testing::HasSubstr;

std::vector<course::Lab> labs() {
  std::vector<course::Lab> labs;
  for (const std::string number : {"01", "02"}) {
    course::Lab lab;
    lab.number = number;
    lab.title = "A title \x1b[2J of a lab that goes on and on, and on, and on, and on, and on, and on, and on";
    for (const char* k : {".1", ".2"}) {
      course::Exercise exercise;
      exercise.id = number + k;
      exercise.title = lab.title;
      exercise.hints = {std::string(500, 'x'), "two", "three"};
      lab.exercises.push_back(exercise);
    }
    labs.push_back(lab);
  }
  return labs;
}

// Does the bar grow with what has passed, and is it full at the end alone?
TEST(ProgressBar, GrowsWithWhatHasPassed) {
  course::Progress progress;
  EXPECT_EQ(report::progress_bar(labs(), progress, {}).find("█"), std::string::npos);
  for (const char* id : {"01.1", "01.2", "02.1"}) progress.steps[id].standing = Standing::passed;
  const auto most = report::progress_bar(labs(), progress, {});
  EXPECT_THAT(most, testing::AllOf(HasSubstr("█"), HasSubstr("░"), HasSubstr("3 of 4 exercises")));
  progress.steps["02.2"].standing = Standing::begun;
  EXPECT_EQ(report::progress_bar(labs(), progress, {}), most);
  progress.steps["02.2"].standing = Standing::passed;
  EXPECT_EQ(report::progress_bar(labs(), progress, {}).find("░"), std::string::npos);
  EXPECT_THAT(report::progress_bar({}, progress, {}), HasSubstr("0 of 0"));
}

// Does every line fit, whatever a lab's titles are, and does none bring control characters?
TEST(ProgressTable, EveryLineFits) {
  course::Progress progress;
  progress.steps["01.2"].standing = Standing::begun;
  auto lines = report::progress_table(labs(), progress, "01.2", false, {});
  EXPECT_EQ(lines.size(), 6U);
  EXPECT_THAT(lines[2], testing::AllOf(HasSubstr("▸ ◐ 01.2"), HasSubstr("begun")));
  for (const auto& line : report::tell_hints(labs()[0].exercises[0], 9, {})) lines.push_back(line);
  for (const auto& line : lines) {
    EXPECT_LE(report::columns(line), report::kWidth) << line;
    EXPECT_EQ(line.find('\x1b'), std::string::npos) << line;
  }
}

// Are other labs' exercises left out where the table is folded?
TEST(ProgressTable, FoldsOtherLabs) { EXPECT_EQ(report::progress_table(labs(), {}, "02.1", true, {}).size(), 4U); }

}  // namespace
