#include "watch/session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sessions.hpp"

namespace {

using course::ExerciseStatus;
using testing::HasSubstr;
using watch::Key;
using watch::View;
using watch::Wish;

// Does it stay where it is when an exercise passes, until n is pressed?
TEST(Session, NeverMovesOnByItself) {
  auto session = small_session();
  watch::begin(session);
  watch::end(session, checked("01.1", ExerciseStatus::passed));
  EXPECT_EQ(session.exercise, "01.1");
  EXPECT_EQ(press(session, Key::next), Wish::check);
  EXPECT_EQ(session.exercise, "01.2");
}

// Is a verdict forgotten the moment that a new check begins?
TEST(Session, NoVerdictOutlivesItsText) {
  auto session = small_session();
  watch::end(session, checked("01.1", ExerciseStatus::failed));
  ASSERT_NE(session.first_failure(), nullptr);
  watch::begin(session);
  EXPECT_EQ(session.status(), ExerciseStatus::not_graded);
  EXPECT_EQ(session.first_failure(), nullptr);
}

// Does n pass over what has passed, and come round to what was left out?
TEST(Session, NextIsTheNextThatHasNotPassed) {
  auto session = small_session();
  session.progress.steps["01.2"].standing = course::Standing::passed;
  EXPECT_EQ(press(session, Key::next), Wish::check);
  EXPECT_EQ(session.exercise, "02.1");
  session.progress.steps["02.2"].standing = course::Standing::passed;
  EXPECT_EQ(press(session, Key::next), Wish::check);
  EXPECT_EQ(session.exercise, "01.1");
}

// Does n say so when there is nothing to go on to?
TEST(Session, NextAtTheEndOfTheCourse) {
  auto session = small_session();
  for (const auto* id : {"01.2", "02.1", "02.2"}) session.progress.steps[id].standing = course::Standing::passed;
  EXPECT_EQ(press(session, Key::next), Wish::nothing);
  EXPECT_THAT(session.say, HasSubstr("last exercise"));
  session.progress.steps["01.1"].standing = course::Standing::passed;
  EXPECT_EQ(press(session, Key::next), Wish::nothing);
  EXPECT_THAT(session.say, HasSubstr("whole course"));
}

// Does each h tell one hint more, to be remembered, and three at most?
TEST(Session, HintsComeOneByOne) {
  auto session = small_session();
  for (int hints = 1; hints <= 3; ++hints) {
    EXPECT_EQ(press(session, Key::hint), Wish::remember);
    EXPECT_EQ(session.progress.of("01.1").hints, hints);
  }
  EXPECT_EQ(press(session, Key::hint), Wish::nothing);
  EXPECT_EQ(session.progress.of("01.1").hints, 3);
}

// Does coming back to the hints show them again, without telling more?
TEST(Session, ComingBackToTheHintsTellsNoMore) {
  auto session = small_session();
  press(session, Key::hint);
  press(session, Key::other);
  EXPECT_EQ(press(session, Key::hint), Wish::nothing);
  EXPECT_EQ(session.view, View::hints);
  EXPECT_EQ(session.progress.of("01.1").hints, 1);
}

// Is a skeleton put back after x and y alone, in this order?
TEST(Session, ResetAsks) {
  auto session = small_session();
  EXPECT_EQ(press(session, Key::yes), Wish::nothing);
  EXPECT_EQ(press(session, Key::reset), Wish::nothing);
  EXPECT_EQ(press(session, Key::enter), Wish::nothing);
  EXPECT_EQ(press(session, Key::yes), Wish::nothing);
  EXPECT_EQ(press(session, Key::reset), Wish::nothing);
  EXPECT_EQ(press(session, Key::yes), Wish::reset);
}

// Is the solution told only once the exercise has passed, and only where there is one?
TEST(Session, SolutionsComeAfterPassing) {
  auto session = small_session();
  session.solution = {"// 01.1", "int f() {}"};
  watch::end(session, checked("01.1", ExerciseStatus::partly));
  press(session, Key::solution);
  EXPECT_THAT(session.say, Not(HasSubstr("solutions/")));
  watch::end(session, checked("01.1", ExerciseStatus::passed));
  press(session, Key::solution);
  EXPECT_THAT(session.say, HasSubstr("solutions/01-topic/topic.cpp"));
  EXPECT_EQ(session.view, watch::View::solution);
  press(session, Key::solution);
  EXPECT_EQ(session.view, watch::View::verdict);
  session.solution.clear();
  press(session, Key::solution);
  EXPECT_THAT(session.say, HasSubstr("no solutions/"));
}

// Can all lines of a long solution be reached, and no others?
TEST(Session, ALongSolutionIsPaged) {
  auto session = small_session();
  session.solution.assign(40, "line");
  watch::end(session, checked("01.1", ExerciseStatus::passed));
  press(session, Key::solution);
  press(session, Key::up);
  EXPECT_EQ(session.top, 0U);
  press(session, Key::down);
  EXPECT_EQ(session.top, 1U);
  for (int i = 0; i < 9; ++i) press(session, Key::page);
  EXPECT_EQ(session.top, 39U);
  EXPECT_EQ(session.view, watch::View::solution);
}

// Can every exercise be reached from the list, in any order, and none beyond its ends?
TEST(Session, TheListLeadsAnywhere) {
  auto session = small_session();
  press(session, Key::list);
  press(session, Key::up);
  for (int i = 0; i < 9; ++i) press(session, Key::down);
  EXPECT_EQ(press(session, Key::enter), Wish::check);
  EXPECT_EQ(session.exercise, "02.2");
}

// Is t an answer, not an empty page, where there is no timeline?
TEST(Session, NoTimelineIsToldInWords) {
  auto session = small_session();
  watch::end(session, checked("01.1", ExerciseStatus::passed));
  press(session, Key::timeline);
  EXPECT_EQ(session.view, View::verdict);
  EXPECT_THAT(session.say, HasSubstr("no timeline"));
  watch::end(session, checked("01.1", ExerciseStatus::failed));
  press(session, Key::timeline);
  EXPECT_EQ(session.view, View::timeline);
}

// Is what a check prints instead of a result kept, and no verdict made of it?
TEST(Session, NoResultIsTrouble) {
  auto session = small_session();
  watch::begin(session);
  watch::end(session, "socklab: no room left");
  EXPECT_FALSE(session.verdict);
  EXPECT_THAT(session.trouble, HasSubstr("no room left"));
  watch::end(session, "");
  EXPECT_THAT(session.trouble, Not(testing::IsEmpty()));
}

}  // namespace
