// An examiner's report: what is read from it, and that nothing odd is let through.
#include "course/examiner.hpp"

#include <gmock/gmock.h>

#include "files.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kReport = R"({"schema": "socklab/examiner/1", "seed": 18446744073709551615, "tests": [
  {"suite": "SendAll", "name": "SendsEverything", "question": "Does it?", "see": "notes/a.md#b", "status": "timed-out",
   "message": "no", "seconds": 0.25, "timeline": ["one", "two"], "output": "printed"},
  {"suite": "SendAll", "name": "SendsNothing", "question": "", "see": "", "status": "passed",
   "message": "", "seconds": 0, "timeline": [], "output": ""}]})";

// Is everything that stands in a right report in the struct?
TEST(ExaminerReport, IsReadWhole) {
  const auto report = course::parse_examiner_report(kReport);
  EXPECT_EQ(report.seed, 18446744073709551615U);
  ASSERT_EQ(report.tests.size(), 2U);
  const auto& test = report.tests[0];
  EXPECT_EQ(test.full_name(), "SendAll.SendsEverything");
  EXPECT_EQ(test.question, "Does it?");
  EXPECT_EQ(test.see, "notes/a.md#b");
  EXPECT_EQ(test.status, course::TestStatus::timed_out);
  EXPECT_EQ(test.message, "no");
  EXPECT_EQ(test.seconds, 0.25);
  EXPECT_THAT(test.timeline, ElementsAre("one", "two"));
  EXPECT_EQ(test.output, "printed");
  EXPECT_EQ(report.tests[1].status, course::TestStatus::passed);
}

// Is each verdict known by its spelling, and no other?
TEST(ExaminerReport, KnowsTheVerdicts) {
  const std::pair<std::string, course::TestStatus> verdicts[] = {{"passed", course::TestStatus::passed},
                                                                 {"failed", course::TestStatus::failed},
                                                                 {"crashed", course::TestStatus::crashed},
                                                                 {"timed-out", course::TestStatus::timed_out},
                                                                 {"not-started", course::TestStatus::not_started}};
  for (const auto& [text, status] : verdicts) {
    EXPECT_EQ(course::parse_examiner_report(changed(kReport, "timed-out", text)).tests[0].status, status);
    EXPECT_EQ(to_text(status), text);
  }
}

struct Slip {
  std::string from, to, says;
};
class ReportSlip : public testing::TestWithParam<Slip> {};

// Is a report with this slip refused, and the slip told?
TEST_P(ReportSlip, IsRefused) {
  const auto& slip = GetParam();
  const auto text = complaint([&] { course::parse_examiner_report(changed(kReport, slip.from, slip.to)); });
  EXPECT_THAT(text, HasSubstr("examiner's report: "));
  EXPECT_THAT(text, HasSubstr(slip.says));
}

INSTANTIATE_TEST_SUITE_P(
    EveryRule, ReportSlip,
    testing::Values(Slip{"examiner/1", "examiner/2", "the schema is \"socklab/examiner/2\""},
                    Slip{"\"seed\": 18446744073709551615, ", "", "seed is missing"},
                    Slip{"18446744073709551615", "-1", "seed has the wrong type"},
                    Slip{"18446744073709551615", "\"7\"", "seed has the wrong type"},
                    Slip{"\"seed\"", "\"more\": 1, \"seed\"", "unknown key \"more\""},
                    Slip{"\"message\": \"no\",", "", "tests[0]: message is missing"},
                    Slip{"\"message\": \"no\"", "\"message\": null", "tests[0]: message has the wrong type"},
                    Slip{"\"message\": \"no\"", "\"massage\": \"\", \"message\": \"no\"", "unknown key \"massage\""},
                    Slip{"\"timed-out\"", "\"PASSED\"", "tests[0]: the status \"PASSED\" is none"},
                    Slip{"\"timed-out\"", "true", "tests[0]: status has the wrong type"},
                    Slip{"0.25", "-0.25", "seconds is below 0"}, Slip{"0.25", "1e999", "no JSON"},
                    Slip{"[\"one\", \"two\"]", "\"one\"", "timeline has the wrong type"},
                    Slip{"\"two\"", "2", "timeline has the wrong type"},
                    Slip{"SendsNothing", "SendsEverything", "SendAll.SendsEverything is there twice"},
                    Slip{"\"SendsNothing\"", "\"\"", "tests[1]: name is empty"}, Slip{"}]}", "}]", "no JSON"},
                    Slip{"}]}", "}]} more", "no JSON"}));

// Are texts that are no report at all refused, the deepest nest too?
TEST(ExaminerReport, RefusesOtherTexts) {
  for (const std::string text : {"", "[]", "7", "null", "{}", "\xff\xfe", "{\"tests\": [7]}"})
    EXPECT_FALSE(complaint([&] { course::parse_examiner_report(text); }).empty()) << text;
  const std::string deep(100000, '[');
  EXPECT_FALSE(complaint([&] { course::parse_examiner_report(deep); }).empty());
  EXPECT_THAT(complaint([&] { course::parse_examiner_report(deep + std::string(100000, ']')); }),
              HasSubstr("too deep"));
}

}  // namespace
