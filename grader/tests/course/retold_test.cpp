// Is a diagnosis judged rightly?
#include "course/retold.hpp"

#include <gmock/gmock.h>

#include "course/reveal.hpp"

namespace {

using course::ExerciseResult;
using course::judge;
using course::Known;
using course::Named;
using testing::SizeIs;

course::Test failed(const std::string& name, const std::string& message,
                    course::Visibility visibility = course::Visibility::public_test) {
  course::Test test;
  test.name = name;
  test.message = message;
  test.visibility = visibility;
  return test;
}

ExerciseResult shows(std::vector<course::Test> tests) {
  ExerciseResult exercise;
  exercise.id = "01.4";
  exercise.tests = std::move(tests);
  return exercise;
}

Known known(const std::string& name, std::vector<course::Test> tests) {
  return {name, "01.4", "It believes " + name + ".", signature_of(shows(std::move(tests)))};
}

const std::vector<Known> kAll{known("short", {failed("A.B", "short"), failed("A.C", "gone")}),
                              known("leak", {failed("A.D", "leaked")}), known("copy", {failed("A.D", "leaked")}),
                              known("late", {failed("A.E", "late")})};

// Is it told how near the right belief came?
TEST(Judge, TellsWhichBeliefIsNamed) {
  const auto exercise = shows({failed("A.B", "short"), failed("A.C", "gone")});
  EXPECT_EQ(judge(exercise, "short", kAll).named, Named::first);
  EXPECT_EQ(judge(exercise, "late", kAll).named, Named::wrong);
  EXPECT_TRUE(judge(exercise, "late", kAll).wrong_first);
  EXPECT_EQ(judge(shows({failed("A.F", "else")}), "late", kAll).named, Named::none);
  EXPECT_EQ(judge(shows({}), "late", kAll).named, Named::unnoticed);
}

// Does either of two count as right that no test tells apart, and a third not?
TEST(Judge, TakesEitherOfTwoThatLookAlike) {
  const auto exercise = shows({failed("A.D", "leaked")});
  EXPECT_EQ(judge(exercise, "leak", kAll).named, Named::first);
  EXPECT_EQ(judge(exercise, "copy", kAll).named, Named::first);
  EXPECT_EQ(judge(exercise, "late", kAll).named, Named::wrong);
}

// Is nothing of a hidden test left for who has none?
TEST(Judge, SeesPublicTestsAlone) {
  const auto secret = failed("A.Secret", "gone", course::Visibility::hidden_test);
  EXPECT_THAT(public_part(shows({failed("A.B", "short"), secret})).tests, SizeIs(1));
  EXPECT_THAT(public_part(std::vector{known("two", {failed("A.B", "short"), secret})})[0].signature, SizeIs(1));
}

// Are the figures those of what was judged?
TEST(Outcomes, CountsEachOnce) {
  course::Outcomes tally;
  tally.add({Named::unnoticed, false, {}});
  tally.add({Named::first, false, {}});
  tally.add({Named::later, true, {{"one", "", 0.4}}});
  tally.add({Named::wrong, true, {{"one", "", 0.5}}});
  tally.add({Named::none, false, {}});
  EXPECT_EQ(tally.tried, 5U);
  EXPECT_EQ(tally.caught, 4U);
  EXPECT_EQ(tally.first, 1U);
  EXPECT_EQ(tally.in_three, 2U);
  EXPECT_EQ(tally.none, 1U);
  EXPECT_EQ(tally.wrong_first, 2U);
  EXPECT_EQ(tally.sure, 1U);
}

}  // namespace
