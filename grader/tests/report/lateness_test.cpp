// Does every format carry the score that a late policy leaves, and tell what was earned?
#include <pugixml.hpp>

#include "course/document.hpp"
#include "course/fields.hpp"
#include "course/late_policy.hpp"
#include "golden.hpp"
#include "report/formats/entries.hpp"
#include "report/terminal.hpp"

namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const std::string kTold = "2 days late: 4 of the 5 points earned are left.";

/// alice is two days late, bob on time with nothing that builds, carol's lab is a fault of ours, dora's time is not
/// known.
std::vector<course::Result> late_class() {
  auto results = a_class();
  results.push_back(result_of("dora", {partly_passed()}));
  results[0].origin = {"11", course::read_moment("2026-03-04T12:00:00Z")};
  results[1].origin = {"12", course::read_moment("2026-03-01T12:00:00Z")};
  results[2].origin = {"13", course::read_moment("2026-03-04T12:00:00Z")};
  course::apply(course::parse_late_policy("deadline = 2026-03-02T23:59:00Z\npenalty = 10\n", "policy.toml"), results);
  return results;
}

std::string text_of(const std::vector<report::File>& files, std::size_t i = 0) { return files.at(i).text; }

double number_of(const std::string& json, const char* key) {
  course::Problems problems("json");
  const auto node = course::parse_json(json, "json");
  return course::Fields(node, "", problems).number(key);
}

TEST(Lateness, IsInCsv) {
  EXPECT_EQ(text_of(report::to_csv(late_class())),
            "student,id,submitted,score,max,before,days_late,01.1,01.2,01.3\r\n"
            "alice,11,2026-03-04T12:00:00Z,4,9,5,2,3,2,0\r\n"
            "bob,12,2026-03-01T12:00:00Z,0,9,0,0,0,0,0\r\n"
            "carol,13,2026-03-04T12:00:00Z,,9,,,,,\r\n"
            "dora,,,5,9,5,,3,2,0\r\n");
}

TEST(Lateness, IsInMarkdown) {
  const auto text = text_of(report::to_markdown(late_class()));
  EXPECT_THAT(text, HasSubstr("| `alice` | 4 / 9 (2 days late, 5 before) | 4 / 9 (2 days late, 5 before) |"));
  EXPECT_THAT(text, HasSubstr("## `alice`\n\n- " + kTold + "\n"));
  EXPECT_THAT(text, HasSubstr("| `dora` | 5 / 9 | 5 / 9 |"));
}

TEST(Lateness, IsInGradescope) {
  const auto text = text_of(report::to_gradescope(late_class()));
  EXPECT_EQ(number_of(text, "score"), 4);
  EXPECT_THAT(text, HasSubstr("4 of 9 points\\n" + kTold));
  EXPECT_THAT(text_of(report::to_gradescope(late_class()), 2), Not(HasSubstr("late")));
}

TEST(Lateness, IsInPrairieLearn) {
  const auto text = text_of(report::to_prairielearn(late_class()));
  EXPECT_DOUBLE_EQ(number_of(text, "score"), 4.0 / 9);
  EXPECT_THAT(text, HasSubstr(kTold));
}

TEST(Lateness, IsInAutolab) {
  const auto text = text_of(report::to_autolab(late_class()));
  EXPECT_THAT(text, HasSubstr(kTold));
  EXPECT_THAT(text, EndsWith(R"({"scores":{"01-socket-syscalls":4.0},"scoreboard":[4.0]})"
                             "\n"));
}

// Is nothing said of points where none were earned?
TEST(Lateness, OfNothing) { EXPECT_EQ(report::told_of_lateness(course::Lateness{1, 0}, 0), "1 day late."); }

TEST(Lateness, IsInJunit) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(text_of(report::to_junit(late_class())).c_str()));
  const auto suites = document.child("testsuites").children("testsuite");
  const auto property = suites.begin()->child("properties").child("property");
  EXPECT_STREQ(property.attribute("name").value(), "late");
  EXPECT_EQ(property.attribute("value").value(), kTold);
  EXPECT_EQ(std::count_if(suites.begin(), suites.end(), [](const auto& one) { return one.child("properties"); }), 1);
}

// Does the loss go off the scores alone, to the last hundredth, whatever the points?
TEST(Lateness, IsInGitHub) {
  auto results = late_class();
  results[0].labs[0].score = 3.33;
  double sum = 0;
  for (const auto& lab : {report::with_loss_shared(results[0].labs[0])})
    for (const auto& exercise : lab.exercises)
      for (const auto& entry : report::entries_of(lab, exercise)) sum += entry.score;
  EXPECT_NEAR(sum, 3.33, 1e-9);
  EXPECT_NE(text_of(report::to_github(late_class())), text_of(report::to_github(a_class())));
  EXPECT_EQ(text_of(report::to_github(late_class()), 3), text_of(report::to_github({a_class()[0]})));
}

TEST(Lateness, IsInMoodle) {
  const report::File worksheet{"w.csv",
                               "Identifier,Full name,Grade,Last modified (grade),Feedback comments\r\nParticipant "
                               "1,alice,,-,\r\nParticipant 2,dora,,-,\r\n"};
  const auto text = text_of(report::to_moodle(late_class(), worksheet).files);
  EXPECT_THAT(text, HasSubstr("Participant 1,alice,4,-,"));
  EXPECT_THAT(text, HasSubstr("Sockets Lab: 4 of 9 points. " + kTold));
  EXPECT_THAT(text, HasSubstr("Participant 2,dora,5,-,"));
}

TEST(Lateness, IsInCanvas) {
  const report::File gradebook{"g.csv", "Student,ID,Section,Lab 01 (1)\r\nalice,1,A,\r\ncarol,3,A,7\r\n"};
  EXPECT_EQ(text_of(report::to_canvas(late_class(), gradebook).files),
            "Student,ID,Section,Lab 01 (1)\r\nalice,1,A,4\r\ncarol,3,A,7\r\n");
}

// Does the class's table tell the days, what they cost, and whose time is not known?
TEST(Lateness, IsInTheSummary) {
  const auto text = report::to_summary(late_class());
  EXPECT_THAT(text, testing::ContainsRegex("alice +4 +2 days +4 / 9\n"));
  EXPECT_THAT(text, testing::ContainsRegex("dora +5 +[?] +5 / 9\n"));
  EXPECT_THAT(text, HasSubstr("1 late, which cost 1 point;"));
  EXPECT_THAT(text, HasSubstr("1 without a known time (?): nothing was taken off"));
  EXPECT_THAT(report::to_summary(a_class()), Not(HasSubstr("late")));
}

}  // namespace
