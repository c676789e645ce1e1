#include "course/progress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "course/document.hpp"
#include "course/skeleton.hpp"
#include "files.hpp"

namespace {

using course::Standing;
using testing::HasSubstr;

course::Lab small_lab() {
  course::Lab lab;
  lab.number = "01";
  for (const char* id : {"01.1", "01.2", "01.12"}) {
    course::Exercise exercise;
    exercise.id = id;
    lab.exercises.push_back(exercise);
  }
  return lab;
}

course::Result result(course::LabStatus lab_status, course::ExerciseStatus status) {
  course::ExerciseResult exercise;
  exercise.id = "01.1";
  exercise.status = status;
  course::LabResult lab;
  lab.status = lab_status;
  lab.exercises = {exercise};
  return {"", 0, "none", 0, 0, {lab}};
}

// Of what an exercise builds on, is the first named that has not passed, and nothing where all have?
TEST(Progress, KnowsWhatIsToBeMendedFirst) {
  auto lab = small_lab();
  lab.exercises[2].builds_on = {"01.1", "01.2"};
  course::Progress progress;
  progress.steps["01.1"] = {Standing::passed, 0};
  progress.steps["01.2"] = {Standing::begun, 0};
  const std::map<std::string, std::string> first{{"01.12", "01.2"}};
  EXPECT_EQ(course::unpassed_bases({lab}, progress), first);
  progress.steps["01.2"] = {Standing::passed, 0};
  EXPECT_TRUE(course::unpassed_bases({lab}, progress).empty());
}

// Does the file give back what was written, names and numbers alike?
TEST(Progress, ComesBackFromItsFile) {
  course::Progress progress;
  progress.current = "01.2";
  progress.steps["01.1"] = {Standing::passed, 3};
  progress.steps["01.2"] = {Standing::begun, 0};
  const auto read = course::progress_from_json(course::to_json(progress));
  EXPECT_EQ(read.current, "01.2");
  EXPECT_EQ(read.of("01.1").standing, Standing::passed);
  EXPECT_EQ(read.of("01.1").hints, 3);
  EXPECT_EQ(read.of("01.2").standing, Standing::begun);
  EXPECT_EQ(read.of("07.7").standing, Standing::not_started);
  EXPECT_EQ(course::to_json(read), course::to_json(progress));
}

// Is a file refused that is half, of another version, or holds what no progress holds?
TEST(Progress, AStrangeFileIsRefused) {
  course::Progress progress;
  progress.steps["01.1"] = {Standing::begun, 1};
  const std::string good = course::to_json(progress);
  EXPECT_THROW(course::progress_from_json(good.substr(0, good.size() / 2)), course::Invalid);
  EXPECT_THROW(course::progress_from_json(""), course::Invalid);
  EXPECT_THROW(course::progress_from_json("[]"), course::Invalid);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  EXPECT_THROW(course::progress_from_json(with("progress/1", "progress/2")), course::Invalid);
  EXPECT_THROW(course::progress_from_json(with("begun", "finished")), course::Invalid);
  EXPECT_THROW(course::progress_from_json(with(": 1", ": 4")), course::Invalid);
  EXPECT_THROW(course::progress_from_json(with("\"current\"", "\"recent\"")), course::Invalid);
}

// Is what a check saw remembered, and kept where the next one sees nothing, since the file does not compile?
TEST(Progress, WhatWasSeenIsKeptWhileNothingIsSeen) {
  course::Progress progress;
  course::record(progress, result(course::LabStatus::graded, course::ExerciseStatus::passed));
  EXPECT_EQ(progress.of("01.1").standing, Standing::passed);
  course::record(progress, result(course::LabStatus::build_failed, course::ExerciseStatus::not_graded));
  EXPECT_EQ(progress.of("01.1").standing, Standing::passed);
  course::record(progress, result(course::LabStatus::graded, course::ExerciseStatus::partly));
  EXPECT_EQ(progress.of("01.1").standing, Standing::begun);
}

// Do the hints stay counted when a check is recorded?
TEST(Progress, ACheckLeavesTheHintsAlone) {
  course::Progress progress;
  progress.steps["01.1"].hints = 2;
  course::record(progress, result(course::LabStatus::graded, course::ExerciseStatus::failed));
  EXPECT_EQ(progress.of("01.1").hints, 2);
}

// Does the search for what is next go on behind the exercise, and come round?
TEST(Progress, NextComesRound) {
  const std::vector<course::Lab> labs{small_lab()};
  course::Progress progress;
  EXPECT_EQ(course::next_exercise(labs, progress, "")->id, "01.1");
  progress.steps["01.2"].standing = Standing::passed;
  EXPECT_EQ(course::next_exercise(labs, progress, "01.1")->id, "01.12");
  EXPECT_EQ(course::next_exercise(labs, progress, "01.12")->id, "01.1");
  progress.steps["01.1"].standing = Standing::passed;
  EXPECT_EQ(course::next_exercise(labs, progress, "01.12")->id, "01.12");
  progress.steps["01.12"].standing = Standing::passed;
  EXPECT_EQ(course::next_exercise(labs, progress, "01.1"), nullptr);
  EXPECT_EQ(course::tally(labs, progress).passed, 3U);
}

const std::string kSkeleton =
    "// 01.1\n\nvoid a() { throw NotStarted(\"a\"); }\n\n// 01.2\nvoid b() {}\nvoid c() {\n  throw "
    "NotStarted(\"c\");\n}\n"
    "// 01.12: with words\nvoid d() { throw NotStarted(\"d\"); }\n";

// Is the place to begin the exercise's own throw, not another one's whose number begins alike?
TEST(Skeleton, TheLineToBeginAt) {
  const auto lab = small_lab();
  EXPECT_EQ(course::line_of(kSkeleton, lab.exercises[0]), 3U);
  EXPECT_EQ(course::line_of(kSkeleton, lab.exercises[1]), 8U);
  EXPECT_EQ(course::line_of(kSkeleton, lab.exercises[2]), 11U);
  EXPECT_EQ(course::line_of("// 01.1\nvoid a() {}\n// 01.2\nthrow NotStarted(\"b\");", lab.exercises[0]), 1U);
  EXPECT_EQ(course::line_of("", lab.exercises[0]), 0U);
}

// Is a line such as "// 01.1, 01.2" the mark of both, and one that only speaks of another exercise not its mark?
TEST(Skeleton, ExercisesThatShareAFunction) {
  const auto lab = small_lab();
  const std::string shared = "// 01.1, 01.12; as 01.2\nvoid a() { throw NotStarted(\"a\"); }\n";
  EXPECT_EQ(course::line_of(shared, lab.exercises[0]), 2U);
  EXPECT_EQ(course::line_of(shared, lab.exercises[2]), 2U);
  EXPECT_EQ(course::line_of(shared, lab.exercises[1]), 0U);
  EXPECT_EQ(course::exercise_at(shared, lab, 2)->id, "01.1");
}

// Is each line known by the exercise in whose part it stands, the last ones too?
TEST(Skeleton, TheExerciseAtALine) {
  const auto lab = small_lab();
  EXPECT_EQ(course::exercise_at(kSkeleton, lab, 1)->id, "01.1");
  EXPECT_EQ(course::exercise_at(kSkeleton, lab, 4)->id, "01.1");
  EXPECT_EQ(course::exercise_at(kSkeleton, lab, 9)->id, "01.2");
  EXPECT_EQ(course::exercise_at(kSkeleton, lab, 11)->id, "01.12");
  EXPECT_EQ(course::exercise_at("#include <x>\n" + kSkeleton, lab, 1), nullptr);
  EXPECT_EQ(course::exercise_at("", lab, 1), nullptr);
}

// Is a file in which one exercise was begun no longer taken for the skeleton?
TEST(Skeleton, IsUntouched) {
  EXPECT_TRUE(course::is_untouched(kSkeleton, small_lab()));
  EXPECT_FALSE(course::is_untouched("// 01.1\nvoid a() {}\n// 01.2\n" + kSkeleton, small_lab()));
  EXPECT_FALSE(course::is_untouched("", small_lab()));
}

// Are all labs' skeletons, as they are handed out, taken for what they are, so that reset finds them?
TEST(Skeleton, EveryLabsOwnIsUntouched) {
  const std::filesystem::path root = SOURCE_ROOT;
  if (!std::filesystem::exists(root / "solutions"))
    GTEST_SKIP() << "skipped: a student may have worked on the skeletons";
  for (const auto& lab : course::load_course(root)) {
    std::string text;
    for (const auto& file : lab.files) text += course::read_text(root / "labs" / lab.id / file);
    EXPECT_TRUE(course::is_untouched(text, lab)) << lab.id << ": each exercise's part begins with a comment // NN.k";
  }
}

}  // namespace
