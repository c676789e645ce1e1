#include "watch/page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "report/text.hpp"
#include "sessions.hpp"

namespace {

using course::ExerciseStatus;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using watch::Key;

const watch::Look kLook{false, true, "labs/01-topic/topic.cpp:7"};

std::vector<watch::Session> sessions() {
  std::vector<watch::Session> all;
  for (const auto status : {ExerciseStatus::passed, ExerciseStatus::failed, ExerciseStatus::not_started}) {
    auto session = small_session();
    watch::end(session, checked("01.1", status));
    for (const Key key : {Key::other, Key::hint, Key::list, Key::list, Key::timeline, Key::solution, Key::reset}) {
      press(session, key);
      all.push_back(session);
    }
  }
  all.push_back(small_session());
  watch::begin(all.back());
  all.push_back(small_session());
  watch::end(all.back(), "no \x1b[2J result");
  return all;
}

// Does every page fit, tell how far one is and what the keys do, and keep a student's control characters out?
TEST(Page, EveryPageIsWhole) {
  const watch::Look far{false, true, "labs/01-a-topic-with-a-long-name/a_topic_with_a_long_name.cpp:1234"};
  for (const watch::Session& session : sessions()) {
    const std::string text = page(session, far);
    EXPECT_THAT(text, AllOf(HasSubstr(" of 4 exercises passed"), HasSubstr("now 01.1"), HasSubstr("q quit")));
    EXPECT_THAT(text, Not(HasSubstr("\x1b"))) << text;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(report::columns(line), report::kWidth) << line;
  }
}

// Is it plain on every verdict's page what to do next?
TEST(Page, AVerdictEndsInWhatToDo) {
  auto session = small_session();
  watch::end(session, checked("01.1", ExerciseStatus::not_started));
  EXPECT_THAT(page(session, kLook), AllOf(HasSubstr("NotStarted"), HasSubstr("topic.cpp:7")));
  watch::end(session, checked("01.1", ExerciseStatus::failed));
  EXPECT_THAT(page(session, kLook),
              AllOf(HasSubstr("it did not"), HasSubstr("topic.cpp:7"), HasSubstr("h for a hint")));
  watch::end(session, checked("01.1", ExerciseStatus::passed));
  EXPECT_THAT(page(session, kLook), AllOf(HasSubstr("n goes on"), HasSubstr("1 of 4"), Not(HasSubstr("solution,"))));
}

// Does a page of the solution fit into the window, and say how much is left?
TEST(Page, ASolutionFitsIntoTheWindow) {
  auto session = small_session();
  session.solution.assign(100, "\x1b[2J" + std::string(200, 'x'));
  watch::end(session, checked("01.1", ExerciseStatus::passed));
  press(session, Key::solution);
  for (const std::size_t rows : {24U, 50U}) {
    const std::string text = page(session, {false, true, "x.cpp:1", rows});
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), static_cast<std::ptrdiff_t>(rows) - 1) << text;
    EXPECT_THAT(text, AllOf(HasSubstr("lines more"), HasSubstr("s leads back"), Not(HasSubstr("\x1b"))));
  }
}

// Are commands named where no key can be pressed?
TEST(Page, WithoutKeysThereAreCommands) {
  auto session = small_session();
  watch::end(session, checked("01.1", ExerciseStatus::failed));
  EXPECT_THAT(page(session, {false, false, "x.cpp"}), AllOf(HasSubstr("socklab hint 01.1"), Not(HasSubstr("q quit"))));
}

// Does a running check show no earlier verdict?
TEST(Page, ARunningCheckHasNoVerdict) {
  auto session = small_session();
  watch::end(session, checked("01.1", ExerciseStatus::failed));
  watch::begin(session);
  EXPECT_THAT(page(session, kLook), AllOf(HasSubstr("building and testing"), Not(HasSubstr("it did not"))));
}

}  // namespace
