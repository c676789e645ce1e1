// Does a late policy take off what it says, from whom it says, and nothing on a guess?
#include "course/late_policy.hpp"

#include <gmock/gmock.h>

namespace {

using course::LabStatus;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kDeadline = "deadline = 2026-03-02T23:59:00+01:00\n";

course::LatePolicy policy_of(const std::string& toml) { return course::parse_late_policy(toml, "policy.toml"); }

std::string refusal_of(const std::string& toml) {
  try {
    policy_of(toml);
  } catch (const course::Invalid& invalid) {
    return invalid.what();
  }
  return "none";
}

course::LabResult lab_of(const std::string& id, double score, LabStatus status = LabStatus::graded) {
  course::LabResult lab;
  lab.id = id;
  lab.status = status;
  lab.score = score;
  lab.max = 20;
  return lab;
}

course::Result result_of(const std::string& submitted, std::vector<course::LabResult> labs) {
  auto result = course::make_result("alice", 1, "bubblewrap", std::move(labs));
  result.origin = {"77", course::read_moment(submitted)};
  return result;
}

std::optional<int> days_at(const course::LatePolicy& policy, const std::string& submitted,
                           const std::string& lab = "01-socket-syscalls") {
  return course::days_late(policy, {"77"}, "alice", lab, course::read_moment(submitted).value());
}

// Is the last second on time, the next one late, and does a day begin with its first second?
TEST(LatePolicy, CountsDaysThatHaveBegun) {
  const auto policy = policy_of(kDeadline + "penalty = 10\n");
  EXPECT_EQ(days_at(policy, "2026-03-02T22:59:00Z"), 0);
  EXPECT_EQ(days_at(policy, "2026-03-02T22:59:01Z"), 1);
  EXPECT_EQ(days_at(policy, "2026-03-03T22:59:00Z"), 1);
  EXPECT_EQ(days_at(policy, "2026-03-03T22:59:01Z"), 2);
}

// Does the grace move the deadline?
TEST(LatePolicy, HasGrace) {
  const auto policy = policy_of(kDeadline + "grace = 15\npenalty = 10\n");
  EXPECT_EQ(days_at(policy, "2026-03-02T23:14:00Z"), 0);
  EXPECT_EQ(days_at(policy, "2026-03-02T23:14:01Z"), 1);
}

// Has each lab its own deadline, by number or name, in quotes or without, and else the one of all?
TEST(LatePolicy, HasDeadlinesByLab) {
  const auto policy = policy_of(kDeadline +
                                "penalty = 10\n[deadlines]\n01 = 2026-03-01T00:00:00Z\n04-network-byte-order = "
                                "\"2026-03-04T00:00:00Z\"\n");
  EXPECT_EQ(days_at(policy, "2026-03-03T12:00:00Z"), 3);
  EXPECT_EQ(days_at(policy, "2026-03-03T12:00:00Z", "04-network-byte-order"), 0);
  EXPECT_EQ(days_at(policy, "2026-03-03T12:00:00Z", "02-other"), 1);
  EXPECT_EQ(
      days_at(policy_of("penalty = 10\n[deadlines]\n01 = 2026-03-01T00:00:00Z\n"), "2026-03-03T12:00:00Z", "02-other"),
      std::nullopt);
}

// Does an extension help who is meant, by name or number, for the labs that are meant, and never harm?
TEST(LatePolicy, HasExtensions) {
  const auto extended = [](const std::string& rest) {
    return policy_of(kDeadline + "penalty = 10\n[[extension]]\n" + rest);
  };
  const std::string late = "2026-03-04T12:00:00Z";
  EXPECT_EQ(days_at(extended("student = \" Alice\"\ndays = 1\n"), late), 1);
  EXPECT_EQ(days_at(extended("student = \"77\"\ndays = 3\n"), late), 0);
  EXPECT_EQ(days_at(extended("student = \"bob\"\ndays = 3\n"), late), 2);
  EXPECT_EQ(days_at(extended("student = \"alice\"\nlabs = [\"04\"]\ndays = 3\n"), late), 2);
  EXPECT_EQ(days_at(extended("student = \"alice\"\nlabs = [\"01\"]\ndeadline = 2026-03-05T00:00:00Z\n"), late), 0);
  EXPECT_EQ(days_at(extended("student = \"alice\"\ndeadline = 2026-01-01T00:00:00Z\n"), late), 2);
}

// Is it percent of what was asked for, never less than nothing, and nothing after the last day?
TEST(LatePolicy, TakesOffPercent) {
  const auto of_score = policy_of(kDeadline + "penalty = 10\nmost_days = 5\n");
  const auto of_points = policy_of(kDeadline + "penalty = 10\nof = \"points\"\n");
  EXPECT_EQ(course::after_penalty(of_score, 10, 20, 0), 10);
  EXPECT_EQ(course::after_penalty(of_score, 10, 20, 2), 8);
  EXPECT_EQ(course::after_penalty(of_score, 10, 20, 5), 5);
  EXPECT_EQ(course::after_penalty(of_score, 10, 20, 6), 0);
  EXPECT_EQ(course::after_penalty(of_points, 10, 20, 2), 6);
  EXPECT_EQ(course::after_penalty(of_points, 10, 20, 9), 0);
  EXPECT_EQ(course::after_penalty(of_score, 3.33, 20, 1), 3) << "hundredths";
}

// Do scores and sum tell what is left, and `lateness` what was earned; with what was not handed in left alone?
TEST(LatePolicy, IsAppliedToScores) {
  std::vector<course::Result> results{result_of(
      "2026-03-04T12:00:00Z", {lab_of("01-a", 10), lab_of("02-b", 0, LabStatus::missing), lab_of("03-c", 4)})};
  const auto policy = policy_of(kDeadline + "penalty = 10\n[deadlines]\n03 = 2026-04-01T00:00:00Z\n");
  EXPECT_THAT(course::apply(policy, results), IsEmpty());
  const auto& result = results[0];
  EXPECT_EQ(result.score, 12);
  EXPECT_EQ(result.lateness->days, 2);
  EXPECT_EQ(result.lateness->before, 14);
  EXPECT_EQ(result.labs[0].score, 8);
  EXPECT_EQ(result.labs[0].lateness->before, 10);
  EXPECT_FALSE(result.labs[1].lateness);
  EXPECT_FALSE(result.labs[2].lateness);
}

// Is nothing taken off where no time is known, and the instructor told of it, and of an extension that is nobody's?
TEST(LatePolicy, TellsWhatItDoesNotKnow) {
  std::vector<course::Result> results{result_of("", {lab_of("01-a", 10)}), result_of("", {lab_of("01-a", 10)}),
                                      result_of("", {lab_of("01-a", 0, LabStatus::missing)})};
  results[1].origin.late = true;
  const auto notes =
      course::apply(policy_of(kDeadline + "penalty = 10\n[[extension]]\nstudent = \"alcie\"\ndays = 2\n"), results);
  EXPECT_THAT(notes,
              ElementsAre(HasSubstr("it is not known when"), HasSubstr("marked it late"), HasSubstr("\"alcie\"")));
  EXPECT_EQ(results[0].score, 10);
  EXPECT_EQ(results[0].lateness->days, 0);
}

// Is everything that is wrong told at once, with its line and what to write?
TEST(LatePolicy, TellsAllThatIsWrong) {
  EXPECT_EQ(
      refusal_of("deadline = 2026-03-02T23:59:00\npenalty = 120\nof = \"day\"\ndays = 3\n[deadlines]\nlab1 = "
                 "2026-03-02T23:59:00Z\n[[extension]]\nstudent = \"a\"\n"),
      "policy.toml:1: deadline tells no moment; give a time with its offset from UTC, such as "
      "2026-03-02T23:59:00+01:00\n"
      "policy.toml:2: penalty is percent for each day; give 0 to 100\n"
      "policy.toml:3: of is \"day\"; give \"score\" or \"points\"\n"
      "policy.toml:4: unknown key \"days\"; the keys here are deadline, deadlines, grace, penalty, of, most_days, "
      "extension\n"
      "policy.toml:6: deadlines: \"lab1\" is no lab; write its number or folder, such as 01 or "
      "01-socket-syscalls\n"
      "policy.toml:8: extension 1: give either a deadline or a number of days");
  EXPECT_THAT(refusal_of("penalty = 10\n"), HasSubstr("there is no deadline; add one"));
  EXPECT_THAT(refusal_of(kDeadline), HasSubstr("penalty is missing"));
  EXPECT_THAT(refusal_of("deadline = 2026-03-02\npenalty = 1\n"), HasSubstr("tells no moment"));
  EXPECT_THAT(refusal_of("deadline = \n"), HasSubstr("policy.toml:1: "));
}

}  // namespace
