// What a failure's message and timeline become: findings, differences, marks.
#include "report/failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/decisive.hpp"
#include "report/difference.hpp"
#include "report/findings.hpp"
#include "report/timeline.hpp"
#include "results.hpp"

namespace {

using course::TestStatus;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> compared(const std::string& expected, const std::string& was, std::size_t width = 94) {
  return report::difference(expected, was, width, {});
}

std::string together(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

// Are GoogleTest's assertions told apart, each with the words that the test added to it?
TEST(Findings, OfAssertions) {
  const auto found = report::findings_in(
      "Expected equality of these values:\n  received->size\n    Which is: 6\n  5U\n    Which is: 5\nTwo words.\n"
      "Expected equality of these values:\n  text\n    Which is: \"a\\nb\"\n  \"a\"\nWith diff:\n@@ -1,2 +1 @@\n "
      "a\n-b\n\n"
      "Value of: came\n  Actual: false\nExpected: true\nNothing has come.\n"
      "Value of: threw(call, \"bind\", 98)\n  Actual: false (it returned; expected a std::system_error)\nExpected: "
      "true\n"
      "Expected: (count) > (0), actual: 0 vs 0");
  ASSERT_EQ(found.size(), 5U);
  EXPECT_EQ(found[0].about, "received->size");
  EXPECT_EQ(found[0].expected, "5");
  EXPECT_EQ(found[0].was, "6");
  EXPECT_THAT(found[0].said, ElementsAre("Two words."));
  EXPECT_EQ(found[1].was, R"("a\nb")");
  EXPECT_THAT(found[1].said, IsEmpty()) << "their difference is told in our way";
  EXPECT_EQ(found[2].was, "false");
  EXPECT_THAT(found[2].said, ElementsAre("Nothing has come."));
  EXPECT_EQ(found[3].about, "") << "the reason says it all";
  EXPECT_EQ(found[3].expected, "a std::system_error");
  EXPECT_EQ(found[3].was, "it returned");
  EXPECT_EQ(found[4].expected, "count > 0");
}

// Is a literal that stands first taken for what was expected?
TEST(Findings, OfALiteralThatStandsFirst) {
  const auto found = report::findings_in("Expected equality of these values:\n  5\n  size\n    Which is: 6");
  EXPECT_EQ(found.at(0).expected, "5");
  EXPECT_EQ(found.at(0).was, "6");
}

// Is a property told by its smallest counterexample, and not by the tools' own words?
TEST(Findings, OfAProperty) {
  const auto found = report::findings_in(
      "there and back\nFalsifiable after 48 tests and 3 shrinks\n\nstd::tuple<unsigned short>:\n(128)\n\na.cpp:67:\n"
      "RC_ASSERT(f(g(n)) == n)\n\nExpands to:\n65408 == 128\n\nthere and back again\nFalsifiable after 1 tests\n\n"
      "std::tuple<unsigned int>:\n(1)\n\na.cpp:70:\nRC_ASSERT(x == y)\n\nExpands to:\n<?"
      "?"
      "?> == 1");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].about, "there and back");
  EXPECT_EQ(found[0].input, "(128)");
  EXPECT_EQ(found[0].expected, "128");
  EXPECT_EQ(found[0].was, "65408");
  EXPECT_EQ(found[1].input, "(1)");
  EXPECT_EQ(found[1].was, "") << "a value that cannot be shown is not shown";
}

// Does every other line of a message stay as it is, whatever it begins like?
TEST(Findings, KeepAllOtherLines) {
  for (const std::string message : {"Memory error, heap-buffer-overflow.", "Value of", "yours:\n  a 1\n  b 2",
                                    "expected: 1", "Falsifiable after 3 tests", "\n\n"}) {
    std::string said;
    for (const auto& finding : report::findings_in(message)) {
      EXPECT_EQ(finding.expected + finding.was, "");
      for (const auto& line : finding.said) said += (said.empty() ? "" : "\n") + line;
    }
    EXPECT_THAT(message, HasSubstr(said));
  }
  for (const std::string cut_off :
       {"Expected equality of these values:", "Value of: x", "Expected: (", "x\nFalsifiable after "})
    report::findings_in(cut_off);  // ends, and throws nothing
}

// Are bytes that cannot be printed shown as hex and text, with the first difference pointed at?
TEST(Difference, OfBytes) {
  EXPECT_THAT(compared(R"("ab\x1" "c")", R"("ab\x2\0")"),
              ElementsAre("expected   61 62 01 63   \"ab\\x01c\"", "but was    61 62 02 00   \"ab\\x02\\x00\"",
                          "                 ^ the first difference: byte 2, counted from 0"));
}

// Is text shown as text, and what ends too early or too late called so?
TEST(Difference, OfTexts) {
  EXPECT_THAT(compared(R"("same\nsame\n")", R"(("same\nother"))"),
              ElementsAre("expected   \"same\\nsame\\n\"", "but was    \"same\\nother\"",
                          "                  ^ the first difference: character 5, counted from 0"));
  EXPECT_THAT(compared(R"("abcd")", R"("ab")").at(2), HasSubstr("it ends here; 4 characters were expected"));
  EXPECT_THAT(compared(R"("ab")", R"("abcd")").at(2), HasSubstr("2 characters were expected; the rest is too much"));
  EXPECT_THAT(compared(R"("answer")", R"("")"), ElementsAre("expected   \"answer\"", "but was    \"\""));
}

// Is a long text, or a long list, shown around its first difference?
TEST(Difference, ShowsWhatIsLongAroundIt) {
  auto expected = std::string(500, 'a');
  auto was = expected;
  was[300] = 'b';
  for (const auto& line : compared('"' + expected + '"', '"' + was + '"', 60)) {
    EXPECT_LE(report::columns(line), 60U);
    EXPECT_THAT(line, Not(HasSubstr(std::string(100, 'a'))));
  }
  EXPECT_THAT(together(compared('"' + expected + '"', '"' + was + '"')), HasSubstr("ab"));
  std::string list;
  for (int i = 0; i < 50; ++i) list += std::to_string(i) + "ms, ";
  EXPECT_THAT(compared("{ " + list + "50ms }", "{ " + list + "51ms }"),
              ElementsAre("expected   …, 47ms, 48ms, 49ms, 50ms", "but was    …, 47ms, 48ms, 49ms, 51ms",
                          "                                ^ the first difference: item 50, counted from 0"));
}

// Are values that are neither compared as they stand?
TEST(Difference, OfOtherValues) {
  EXPECT_THAT(compared("5", "6"), ElementsAre("expected   5", "but was    6"));
  EXPECT_THAT(compared("", "after 3 ms, not 4"), ElementsAre("it was     after 3 ms, not 4"));
  EXPECT_THAT(compared("", ""), IsEmpty());
}

// Is a line long as it may be kept within its width, whatever a student's bytes are?
TEST(Difference, KeepsToItsWidth) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  for (const auto& bytes :
       {all, '"' + all + '"', std::string("\"\\"), std::string("\"\\x"), std::string("{ ") + all + " }",
        std::string("{ \x1b, \x1b, ") + std::string(300, 'x') + " }"}) {
    for (const auto& line : compared(bytes, '"' + bytes, 60)) EXPECT_LE(report::columns(line), 60U);
    for (const auto& line : compared('"' + std::string(300, 'y') + '"', bytes, 60))
      EXPECT_LE(report::columns(line), 60U);
    for (const auto& line : compared(bytes, bytes + "x")) EXPECT_EQ(line.find('\x1b'), std::string::npos);
  }
}

course::Test with_timeline(TestStatus status, const std::string& message, std::vector<std::string> timeline) {
  auto test = test_of("A.B", status);
  test.message = message;
  test.timeline = std::move(timeline);
  return test;
}

// Is the deciding line known where it can be known?
TEST(Decisive, IsKnownWhereItCanBe) {
  const auto line = [](TestStatus status, const std::string& message, std::vector<std::string> timeline) {
    const auto found = report::decisive_line(with_timeline(status, message, std::move(timeline)));
    return found ? static_cast<int>(found->line) : -1;
  };
  const std::vector<std::string> calls{"socket(AF_INET, SOCK_STREAM, 0) = 3    |", "recv(3, …, 4, 0) = -1 EINTR |  ",
                                       "recv(3, …, 4, 0) = -1 EINTR    | * interrupted",
                                       "                        | sends 1 byte", "close(3) = 0 |"};
  EXPECT_EQ(line(TestStatus::crashed, "", calls), 4);
  EXPECT_EQ(line(TestStatus::timed_out, "Your code waits", {"poll([3:POLLIN], 5) …   |", "      | sends 1 byte"}), 0);
  EXPECT_EQ(line(TestStatus::failed, "it threw std::system_error \"recv: Interrupted\" (EINTR)", calls), 2);
  EXPECT_EQ(line(TestStatus::failed, "it threw std::system_error \"send: Interrupted\" (EINTR)", calls), -1);
  EXPECT_EQ(line(TestStatus::failed, "it threw std::system_error \"recv: x\" (EIO)", calls), -1);
  EXPECT_EQ(line(TestStatus::failed, "it returned", calls), -1) << "of a wrong value nobody knows";
  EXPECT_EQ(line(TestStatus::crashed, "", {}), -1);
}

// Is a descriptor that is never closed named, where it is the only one?
TEST(Decisive, NamesTheDescriptorThatStaysOpen) {
  const std::string message =
      "Expected equality of these values:\n  outcome.leaked\n    Which is: 1\n  0\nIt stayed open.";
  const auto found = [&](std::vector<std::string> timeline) {
    return report::decisive_line(with_timeline(TestStatus::failed, message, std::move(timeline)));
  };
  const auto one =
      found({"socket(AF_INET, SOCK_STREAM, 0) = 3 |", "close(3) = 0 |", "socket(AF_INET, SOCK_STREAM, 0) = 3 |"});
  ASSERT_TRUE(one);
  EXPECT_EQ(one->line, 2U);
  EXPECT_EQ(one->why, "descriptor 3 is never closed");
  EXPECT_FALSE(found({"socket(AF_INET, SOCK_STREAM, 0) = 3 |", "socket(AF_INET, SOCK_STREAM, 0) = 4 |"})) << "which?";
}

// Do the columns stay in their places where a row is long, and are what the test did and what decided marked?
TEST(Timeline, KeepsItsColumnsAndMarks) {
  const auto test =
      with_timeline(TestStatus::failed, "it threw std::system_error \"send: x\" (EPIPE)",
                    {std::string(56, ' ') + " | sends 2 bytes \"a | b\"",
                     "send(4, …, 4096, MSG_NOSIGNAL) = 700 \"" + std::string(90, 'x') + "\"… | * cut to 700",
                     "send(4, …, 4096, MSG_NOSIGNAL) = -1 EPIPE                |", "  … this line 5 times more"});
  const auto lines = report::tell_timeline(test, 12, 94, {});
  EXPECT_THAT(
      lines,
      ElementsAre("   your code                                                    │ the other end",
                  "                                                                │ sends 2 bytes \"a | b\"",
                  " ! send(4, …, 4096, MSG_NOSIGNAL) = 700 \"xxxxxxxxxxxxxxxxxxxx…\" │ ◂ cut short by the test, to 700",
                  "▸  send(4, …, 4096, MSG_NOSIGNAL) = -1 EPIPE                    │ ◂ your code threw this error",
                  "     … this line 5 times more"));
}

// Where rows are left out, do the marked ones stay, and is it told how many went?
TEST(Timeline, KeepsWhatIsMarked) {
  std::vector<std::string> timeline;
  for (int i = 0; i < 30; ++i)
    timeline.push_back("recv(" + std::to_string(i) + ") = 1 |" + (i == 12 ? " * interrupted" : ""));
  const auto text = together(report::tell_timeline(with_timeline(TestStatus::failed, "", timeline), 6, 94, {}));
  for (const auto* row : {"recv(0)", "! recv(12)", "recv(29)", "… 11 lines left out …"})
    EXPECT_THAT(text, HasSubstr(row));
  EXPECT_THAT(text, Not(HasSubstr("recv(15)")));
}

}  // namespace
