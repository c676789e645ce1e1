// The result file: stable bytes, and back again.
#include "course/result.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "files.hpp"

namespace {

using testing::HasSubstr;
using testing::Not;

course::Result example() {
  course::Test test;
  test.name = "SendAll.SendsEverything";
  test.visibility = course::Visibility::hidden_test;
  test.status = course::TestStatus::crashed;
  test.question = "Does it?";
  test.see = "notes/a.md#b";
  test.message = "no: \"ä\"\n";
  test.seconds = 0.1234;
  test.timeline = {"send(3) |", "|  reads"};
  test.output = "out";
  course::ExerciseResult exercise{"01.4",
                                  "send_all",
                                  "Send everything",
                                  "notes/a.md",
                                  course::ExerciseStatus::partly,
                                  1.33,
                                  4,
                                  {{"once", "send sends all.", 0.5}},
                                  {test},
                                  {2, 1}};
  course::LabResult lab{"01-x", "X",  {"x.cpp"}, {"y.cpp"},   "sha256:12", course::LabStatus::graded,
                        "",     1.33, 4,         "a warning", {exercise}};
  auto result = course::make_result("ada", 18446744073709551615U, "bubblewrap", {lab});
  result.reveal = course::Reveal::names;
  return result;
}

// Is the text the documented schema, key by key in its order?
TEST(Result, IsWrittenAsDocumented) {
  EXPECT_EQ(course::to_json(example()), R"({
  "schema": "socklab/result/1",
  "student": "ada",
  "seed": 18446744073709551615,
  "score": 1.33,
  "max": 4.0,
  "sandbox": "bubblewrap",
  "reveal": "names",
  "labs": [
    {
      "id": "01-x",
      "title": "X",
      "files": [
        "x.cpp"
      ],
      "ignored": [
        "y.cpp"
      ],
      "digest": "sha256:12",
      "status": "graded",
      "message": "",
      "score": 1.33,
      "max": 4.0,
      "build": {
        "log": "a warning"
      },
      "exercises": [
        {
          "id": "01.4",
          "name": "send_all",
          "title": "Send everything",
          "see": "notes/a.md",
          "status": "partly",
          "score": 1.33,
          "max": 4.0,
          "diagnosis": [
            {
              "mistake": "once",
              "believes": "send sends all.",
              "confidence": 0.5
            }
          ],
          "tests": [
            {
              "name": "SendAll.SendsEverything",
              "visibility": "hidden",
              "status": "crashed",
              "question": "Does it?",
              "see": "notes/a.md#b",
              "message": "no: \"\u00e4\"\n",
              "seconds": 0.123,
              "timeline": [
                "send(3) |",
                "|  reads"
              ],
              "output": "out"
            }
          ],
          "untold": {
            "tests": 2,
            "passed": 1
          }
        }
      ]
    }
  ]
}
)");
}

// Does a result survive the way to the file and back, byte for byte?
TEST(Result, IsReadAsItWasWritten) {
  const auto text = course::to_json(example());
  EXPECT_EQ(course::to_json(course::from_json(text)), text);
  for (const auto status : {course::LabStatus::graded, course::LabStatus::build_failed, course::LabStatus::missing,
                            course::LabStatus::error}) {
    auto result = example();
    result.labs[0].status = status;
    EXPECT_EQ(course::from_json(course::to_json(result)).labs[0].status, status);
  }
  for (const auto status :
       {course::ExerciseStatus::passed, course::ExerciseStatus::partly, course::ExerciseStatus::failed,
        course::ExerciseStatus::not_started, course::ExerciseStatus::not_graded}) {
    auto result = example();
    result.labs[0].exercises[0].status = status;
    EXPECT_EQ(course::from_json(course::to_json(result)).labs[0].exercises[0].status, status);
  }
}

// Are number, time and the platform's mark there where they are known, and only there?
TEST(Result, TellsWhoAndWhen) {
  auto result = example();
  EXPECT_THAT(course::to_json(result), testing::AllOf(Not(HasSubstr("submitted")), Not(HasSubstr("late"))));
  result.origin = {"1234", course::read_moment("2026-03-02T23:59:00+01:00"), true};
  const auto text = course::to_json(result);
  EXPECT_THAT(text, HasSubstr("\"student\": \"ada\",\n  \"id\": \"1234\",\n  \"submitted\": "
                              "\"2026-03-02T22:59:00Z\",\n  \"late\": true,\n"));
  EXPECT_EQ(course::to_json(course::from_json(text)), text);
  EXPECT_THAT(complaint([&] { course::from_json(changed(text, "22:59:00Z", "22:59")); }),
              HasSubstr("submitted tells no moment; give"));
}

// Is what a late policy made of it nowhere in a result's file?
TEST(Result, HasNoLateness) {
  auto result = example();
  const auto text = course::to_json(result);
  result.lateness = result.labs[0].lateness = course::Lateness{2, 4};
  EXPECT_EQ(course::to_json(result), text);
}

// Is a result read that was written before hidden tests were counted, or choices noted?
TEST(Result, OfAnEarlierVersionIsRead) {
  auto text = course::to_json(example());
  const auto take_out = [&](const std::string& from, const std::string& to) {
    const auto begin = text.find(from);
    text.erase(begin, text.find(to, begin) + to.size() - begin);
  };
  take_out("  \"reveal\"", "\n");
  take_out(",\n          \"untold\"", "}");
  EXPECT_EQ(course::from_json(text).labs[0].exercises[0].all(), 1U);
}

// Can any bytes of a student's stand in a result?
TEST(Result, TakesAnyBytes) {
  auto result = example();
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  result.student = bytes;
  result.labs[0].build_log = bytes;
  result.labs[0].exercises[0].tests[0].output = bytes;
  const auto text = course::to_json(result);
  EXPECT_THAT(text, HasSubstr("\\ufffd"));
  EXPECT_EQ(course::to_json(course::from_json(text)), text);
}

// Is a result harmless where it is looked at, in a terminal or a CI service's log, and yet loses no character?
TEST(Result, IsHarmlessToLookAt) {
  auto result = example();
  const std::string output =
      "\x1b[2J \x7f \xC2\x9B"
      "31m \u202E ä \U0001F600 \\##vso[task.complete] ####[error]";
  result.labs[0].exercises[0].tests[0].output = output;
  const auto text = course::to_json(result);
  for (const char c : text) ASSERT_TRUE(c == '\n' || (c >= 0x20 && c < 0x7F)) << static_cast<int>(c);
  EXPECT_THAT(text, Not(HasSubstr("##")));
  EXPECT_EQ(course::from_json(text).labs[0].exercises[0].tests[0].output, output);
}

// Are durations rounded to milliseconds, and numbers that are none written as 0?
TEST(Result, RoundsNumbers) {
  auto result = example();
  auto& test = result.labs[0].exercises[0].tests[0];
  const std::pair<double, std::string> cases[] = {{0.0004, "0.0"},
                                                  {0.0006, "0.001"},
                                                  {1.9999, "2.0"},
                                                  {-0.0001, "0.0"},
                                                  {std::numeric_limits<double>::quiet_NaN(), "0.0"},
                                                  {std::numeric_limits<double>::infinity(), "0.0"}};
  for (const auto& [seconds, text] : cases) {
    test.seconds = seconds;
    EXPECT_THAT(course::to_json(result), HasSubstr("\"seconds\": " + text + ",")) << seconds;
  }
}

// Is a text that is no result of this schema refused, with what is wrong?
TEST(Result, RefusesOtherTexts) {
  const auto text = course::to_json(example());
  const auto refusal = [&](const std::string& from, const std::string& to) {
    return complaint([&] { course::from_json(changed(text, from, to)); });
  };
  EXPECT_THAT(refusal("result/1", "result/2"), HasSubstr("grade anew"));
  EXPECT_THAT(refusal("\"student\": \"ada\",", ""), HasSubstr("student is missing"));
  EXPECT_THAT(refusal("\"crashed\"", "\"fine\""), HasSubstr("labs[0].exercises[0].tests[0]: the status \"fine\""));
  EXPECT_THAT(refusal("\"graded\"", "\"good\""), HasSubstr("labs[0]: the status \"good\""));
  EXPECT_THAT(refusal("\"hidden\"", "\"secret\""), HasSubstr("the visibility \"secret\""));
  EXPECT_THAT(refusal("\"labs\": [", "\"labs\": [7,"), HasSubstr("labs[0] is no table"));
  EXPECT_THAT(complaint([&] { course::from_json(text.substr(0, text.size() / 2)); }), HasSubstr("no JSON"));
  EXPECT_FALSE(complaint([] { course::from_json("{}"); }).empty());
}

// Is a key that a later version may add passed over?
TEST(Result, PassesOverNewKeys) {
  const auto text = course::to_json(example());
  EXPECT_EQ(course::to_json(course::from_json(changed(text, "\"seed\"", "\"later\": [1], \"seed\""))), text);
}

// Are score and max the sums of the labs', without the dust of binary fractions?
TEST(Result, SumsItsLabs) {
  course::LabResult lab;
  lab.score = 0.1;
  lab.max = 20;
  const auto result = course::make_result("", 1, "none", {lab, lab, lab});
  EXPECT_EQ(result.score, 0.3);
  EXPECT_EQ(result.max, 60);
}

// Has everything passed only where every exercise of every lab has?
TEST(Result, HasPassedOnlyAsAWhole) {
  auto result = example();
  EXPECT_FALSE(course::all_passed(result));
  result.labs[0].exercises[0].status = course::ExerciseStatus::passed;
  EXPECT_TRUE(course::all_passed(result));
  result.labs[0].status = course::LabStatus::error;
  EXPECT_FALSE(course::all_passed(result));
}

}  // namespace
