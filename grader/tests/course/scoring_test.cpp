// Points from tests: shared equally, exact at the top, and none where the run does not count.
#include "course/scoring.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "files.hpp"

namespace {

using course::ExerciseStatus;
using course::TestStatus;
using testing::HasSubstr;
using testing::IsEmpty;

course::Lab lab() {
  course::Lab lab;
  lab.id = "01-x";
  lab.title = "X";
  lab.files = {"x.cpp"};
  for (const auto& [id, points, suites] : std::initializer_list<std::tuple<std::string, int, std::vector<std::string>>>{
           {"01.1", 3, {"Open"}}, {"01.2", 7, {"To", "Fro"}}}) {
    course::Exercise exercise;
    exercise.id = id;
    exercise.points = points;
    exercise.suites = suites;
    exercise.see = "notes/x.md";
    lab.exercises.push_back(exercise);
  }
  return lab;
}

using Tests = std::vector<std::pair<std::string, TestStatus>>;  // "Suite.Name"

course::Examined examined(const Tests& tests) {
  course::Examined all;
  for (const auto& [name, status] : tests) {
    course::ExaminedTest test;
    test.suite = name.substr(0, name.find('.'));
    test.name = name.substr(name.find('.') + 1);
    test.status = status;
    test.output = "printed";
    all.report.tests.push_back(test);
    all.expected.push_back(name);
  }
  return all;
}

constexpr auto kPassed = TestStatus::passed;
constexpr auto kFailed = TestStatus::failed;
constexpr auto kNotStarted = TestStatus::not_started;

// Are an exercise's points shared equally by its tests, public and hidden together?
TEST(Score, SharesPointsEqually) {
  const auto result =
      course::score(lab(), examined({{"Open.A", kPassed}, {"To.A", kPassed}, {"Fro.A", kFailed}}),
                    examined({{"Open.B", TestStatus::crashed}, {"Open.C", kPassed}, {"To.B", TestStatus::timed_out}}));
  EXPECT_EQ(result.status, course::LabStatus::graded);
  EXPECT_EQ(result.id, "01-x");
  EXPECT_EQ(result.title, "X");
  ASSERT_EQ(result.exercises.size(), 2U);
  EXPECT_EQ(result.exercises[0].score, 2.0);
  EXPECT_EQ(result.exercises[0].max, 3.0);
  EXPECT_EQ(result.exercises[0].status, ExerciseStatus::partly);
  EXPECT_EQ(result.exercises[1].score, 2.33);
  EXPECT_EQ(result.score, 4.33);
  EXPECT_EQ(result.max, 10.0);
}

// Is all passed all points, exactly, for every number of tests?
TEST(Score, GivesFullMarksExactly) {
  for (int count = 1; count <= 60; ++count) {
    Tests tests{{"Open.A", kPassed}};
    for (int i = 0; i < count; ++i) tests.emplace_back("To.T" + std::to_string(i), kPassed);
    const auto result = course::score(lab(), examined(tests));
    ASSERT_EQ(result.score, 10.0) << count << " tests";
    ASSERT_EQ(result.exercises[1].status, ExerciseStatus::passed);
  }
}

// Does one test less never earn as much, and is every score in hundredths?
TEST(Score, GrowsWithEveryTest) {
  for (int count = 2; count <= 60; ++count) {
    double before = -1;
    for (int passed = 0; passed <= count; ++passed) {
      Tests tests{{"Open.A", kFailed}};
      for (int i = 0; i < count; ++i) tests.emplace_back("To.T" + std::to_string(i), i < passed ? kPassed : kFailed);
      const auto score = course::score(lab(), examined(tests)).score;
      ASSERT_GT(score, before) << passed << " of " << count;
      ASSERT_EQ(score, std::round(score * 100) / 100);
      before = score;
    }
  }
}

// What is an exercise called whose tests all, partly, or never passed, or were never begun?
TEST(Score, NamesAnExercisesState) {
  const auto state = [](const Tests& tests) {
    auto all = tests;
    all.emplace_back("Open.A", kPassed);
    return course::score(lab(), examined(all)).exercises[1];
  };
  EXPECT_EQ(state({{"To.A", kPassed}, {"To.B", kPassed}}).status, ExerciseStatus::passed);
  EXPECT_EQ(state({{"To.A", kPassed}, {"To.B", kNotStarted}}).status, ExerciseStatus::partly);
  EXPECT_EQ(state({{"To.A", kFailed}, {"To.B", kNotStarted}}).status, ExerciseStatus::failed);
  const auto nothing = state({{"To.A", kNotStarted}, {"To.B", kNotStarted}});
  EXPECT_EQ(nothing.status, ExerciseStatus::not_started);
  EXPECT_EQ(nothing.score, 0);
}

// Is a hidden test marked?
TEST(Score, MarksHiddenTests) {
  const auto result =
      course::score(lab().only({"01.1"}), examined({{"Open.A", kFailed}}), examined({{"Open.B", kFailed}}));
  const auto& tests = result.exercises[0].tests;
  ASSERT_EQ(tests.size(), 2U);
  EXPECT_EQ(tests[0].visibility, course::Visibility::public_test);
  EXPECT_EQ(tests[0].output, "printed");
  EXPECT_EQ(tests[0].see, "notes/x.md") << "a test that names no place has its exercise's";
  EXPECT_EQ(tests[1].name, "Open.B");
  EXPECT_EQ(tests[1].visibility, course::Visibility::hidden_test);
}

// Does a run count only where the tests run are the tests listed?
TEST(Score, InsistsOnTheTestsListed) {
  const auto whole = examined({{"Open.A", kPassed}, {"To.A", kPassed}});
  auto lost = whole;
  lost.report.tests.pop_back();
  auto strange = whole;
  strange.expected.pop_back();
  auto nothing = whole;
  nothing.report.tests.clear();
  for (const auto& odd : {lost, strange, nothing}) {
    const auto result = course::score(lab(), odd);
    EXPECT_EQ(result.status, course::LabStatus::error);
    EXPECT_EQ(result.score, 0);
    EXPECT_EQ(result.max, 10);
    EXPECT_EQ(result.exercises.at(0).status, ExerciseStatus::not_graded);
    EXPECT_THAT(result.exercises.at(0).tests, IsEmpty());
  }
  EXPECT_THAT(course::score(lab(), lost).message, HasSubstr("These public tests did not run: To.A."));
  EXPECT_THAT(course::score(lab(), strange).message, HasSubstr("These public tests ran unasked: To.A."));
  EXPECT_THAT(course::score(lab(), whole, lost).message, HasSubstr("These hidden tests did not run: To.A."));
}

// Are faults of the course itself refused: a suite without an exercise, an exercise without a test, a name used twice?
TEST(Score, RefusesACourseThatDoesNotFit) {
  EXPECT_THAT(complaint([] {
                course::score(lab(), examined({{"Open.A", kPassed}, {"To.A", kPassed}, {"Send.A", kPassed}}));
              }),
              HasSubstr("Send.A belongs to no exercise"));
  EXPECT_THAT(complaint([] {
                course::score(lab(), examined({{"Open.A", kPassed}}));
              }),
              HasSubstr("no test belongs to exercise 01.2"));
  EXPECT_THAT(complaint([] {
                course::score(lab().only({"01.1"}), examined({{"Open.A", kPassed}}), examined({{"Open.A", kPassed}}));
              }),
              HasSubstr("Open.A is both public and hidden"));
}

// Does a lab that was not tested still name its exercises, and what they would be worth?
TEST(NotGraded, NamesTheExercises) {
  const auto result = course::not_graded(lab(), course::LabStatus::build_failed, "x.cpp did not compile.", "error: x");
  EXPECT_EQ(result.status, course::LabStatus::build_failed);
  EXPECT_EQ(result.message, "x.cpp did not compile.");
  EXPECT_EQ(result.build_log, "error: x");
  EXPECT_EQ(result.score, 0);
  EXPECT_EQ(result.max, 10);
  EXPECT_THAT(result.files, testing::ElementsAre("x.cpp"));
  ASSERT_EQ(result.exercises.size(), 2U);
  EXPECT_EQ(result.exercises[1].id, "01.2");
  EXPECT_EQ(result.exercises[1].max, 7);
  EXPECT_EQ(result.exercises[1].status, ExerciseStatus::not_graded);
}

// Do the exercises that were graded again take the places of the earlier ones, and no others, and is the sum right?
TEST(WithExercisesOf, PutsTheNewOnesIn) {
  const auto before = course::score(lab(), examined({{"Open.A", kFailed}, {"To.A", kPassed}, {"Fro.A", kPassed}}));
  const auto anew = course::score(lab().only({"01.1"}), examined({{"Open.A", kPassed}}));
  const auto both = course::with_exercises_of(anew, before, lab());
  ASSERT_TRUE(both);
  EXPECT_EQ(both->score, 10);
  EXPECT_EQ(both->max, 10);
  ASSERT_EQ(both->exercises.size(), 2U);
  EXPECT_EQ(both->exercises[0].status, ExerciseStatus::passed);
  EXPECT_EQ(both->exercises[1].score, 7);
}

// Is an exercise that the lab got meanwhile noticed?
TEST(WithExercisesOf, KnowsOfNoOthers) {
  const auto before = course::score(lab().only({"01.1"}), examined({{"Open.A", kFailed}}));
  EXPECT_FALSE(course::with_exercises_of(before, before, lab()));
}

}  // namespace
