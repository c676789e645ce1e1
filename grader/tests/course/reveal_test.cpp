// What a result tells of hidden tests.
#include "course/reveal.hpp"

#include <gmock/gmock.h>

namespace {

using course::Reveal;
using course::TestStatus;
using course::Visibility;
using testing::HasSubstr;
using testing::Not;

course::Test test_of(const std::string& name, Visibility visibility, TestStatus status) {
  course::Test test{name,
                    visibility,
                    status,
                    "Question of " + name,
                    "Passage of " + name,
                    "Message of " + name,
                    0.25,
                    {"Timeline of " + name},
                    "Output of " + name};
  return test;
}

/// One public test that failed; of three hidden ones, one passed.
course::ExerciseResult exercise() {
  course::ExerciseResult exercise;
  exercise.tests = {test_of("Public.A", Visibility::public_test, TestStatus::failed),
                    test_of("Hidden.B", Visibility::hidden_test, TestStatus::passed),
                    test_of("Hidden.C", Visibility::hidden_test, TestStatus::crashed),
                    test_of("Hidden.D", Visibility::hidden_test, TestStatus::failed)};
  exercise.diagnosis = {{"a", "Belief", 0.9}};
  return exercise;
}

/// The file of a result that keeps to `reveal`.
std::string told(Reveal reveal) {
  course::LabResult lab;
  lab.exercises = {exercise()};
  course::keep_to(reveal, lab.exercises[0]);
  auto result = course::make_result("ada", 1, "bubblewrap", {lab});
  result.reveal = reveal;
  return course::to_json(result);
}

// Does each choice leave in the file what it tells, and nothing that it does not?
TEST(Reveal, LeavesInTheFileWhatItTells) {
  const std::string hidden[] = {"Hidden.C",          "crashed",           "Question of Hidden",
                                "Passage of Hidden", "Message of Hidden", "Timeline of Hidden",
                                "Output of Hidden"};
  const std::size_t shown[] = {0, 3, 4, 7};  // so many of them, by choice
  for (const auto reveal : {Reveal::none, Reveal::names, Reveal::diagnosis, Reveal::full}) {
    const auto text = told(reveal);
    for (std::size_t i = 0; i < std::size(hidden); ++i) {
      const auto matches = i < shown[static_cast<std::size_t>(reveal)]
                               ? testing::Matcher<std::string>(HasSubstr(hidden[i]))
                               : Not(HasSubstr(hidden[i]));
      EXPECT_THAT(text, matches) << to_text(reveal);
    }
    for (const auto* what : {"Question", "Passage", "Message", "Timeline", "Output"})
      EXPECT_THAT(text, HasSubstr(std::string(what) + " of Public.A")) << "public tests keep everything";
    EXPECT_THAT(text, HasSubstr("\"reveal\": \"" + std::string(to_text(reveal)) + "\""));
  }
}

// Does the time that a hidden test took, which the student's code can choose, stay out below full?
TEST(Reveal, TellsNoTimes) {
  for (const auto reveal : {Reveal::names, Reveal::diagnosis}) {
    auto one = exercise();
    course::keep_to(reveal, one);
    EXPECT_EQ(one.tests[0].seconds, 0.25);
    EXPECT_EQ(one.tests[2].seconds, 0);
  }
}

// Are hidden tests counted where they are not named, so that the sums are the same with every choice?
TEST(Reveal, KeepsTheSums) {
  for (const auto reveal : {Reveal::none, Reveal::names, Reveal::diagnosis, Reveal::full}) {
    auto one = exercise();
    course::keep_to(reveal, one);
    EXPECT_EQ(one.all(), 4U) << to_text(reveal);
    EXPECT_EQ(one.passed(), 1U) << to_text(reveal);
    EXPECT_EQ(one.untold.tests, reveal == Reveal::none ? 3U : 0U);
  }
}

// Does the public part hold no hidden test?
TEST(Reveal, PublicPartHoldsPublicTests) {
  const auto part = course::public_part(exercise());
  ASSERT_EQ(part.tests.size(), 1U);
  EXPECT_EQ(part.tests[0].name, "Public.A");
}

}  // namespace
