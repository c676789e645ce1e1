// A submission as a student reads it: what each line says, and that no student's bytes reach the terminal as they are.
#include "report/terminal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/encode.hpp"
#include "results.hpp"

namespace {

using course::ExerciseStatus;
using course::LabStatus;
using course::TestStatus;
using report::to_terminal;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

course::Result result_of(std::vector<course::LabResult> labs) {
  return course::make_result("ada", 7, "none", std::move(labs));
}

course::LabResult mixed() {
  return lab_of({exercise_of("01.1", ExerciseStatus::passed, {test_of("Open.A", TestStatus::passed)}),
                 exercise_of("01.2", ExerciseStatus::partly,
                             {test_of("Send.A", TestStatus::passed), test_of("Send.B", TestStatus::failed)}),
                 exercise_of("01.3", ExerciseStatus::failed, {test_of("Receive.A", TestStatus::crashed)}),
                 exercise_of("01.4", ExerciseStatus::not_started, {test_of("Line.A", TestStatus::not_started)})});
}

// Does each exercise have its line, with a mark, its tests and its points?
TEST(Terminal, HasALineForEachExercise) {
  const auto text = to_terminal(result_of({mixed()}));
  EXPECT_THAT(text, ContainsRegex("ada +4\\.5 / 12 points"));
  EXPECT_THAT(text, ContainsRegex("01  Socket system calls +4\\.5 / 12"));
  EXPECT_THAT(text, ContainsRegex("✔ 01\\.1 +Send everything +1 test +3 / 3"));
  EXPECT_THAT(text, ContainsRegex("◐ 01\\.2 +Send everything +1 of 2 tests +1\\.5 / 3"));
  EXPECT_THAT(text, ContainsRegex("✘ 01\\.3 +Send everything +0 of 1 test +0 / 3"));
  EXPECT_THAT(text, ContainsRegex("· 01\\.4 +Send everything +not started +0 / 3"));
}

// Are all lines' points at one edge?
TEST(Terminal, AlignsItsPoints) {
  std::size_t edge = 0;
  for (const auto& line : lines_of(to_terminal(result_of({mixed()}), {.details = false}))) {
    if (line.find(" / ") == std::string::npos) continue;
    if (edge == 0) edge = report::columns(line);
    EXPECT_EQ(report::columns(line), edge) << line;
  }
  EXPECT_GT(edge, 0U);
}

// When tests could not be tried on this machine, is the reason told, once?
TEST(Terminal, TellsWhatWasNotTried) {
  auto lab = mixed();
  EXPECT_THAT(to_terminal(result_of({lab})), Not(HasSubstr("not tried")));
  lab.exercises[0].tests[0].message = "no IPv6 here";
  lab.exercises[1].tests[0].message = "no IPv6 here";
  const auto text = to_terminal(result_of({lab}));
  EXPECT_THAT(text, HasSubstr("  not tried here: no IPv6 here\n"));
  EXPECT_EQ(text.find("no IPv6 here"), text.rfind("no IPv6 here"));
}

// Is the likeliest belief told, it alone, after the failure, and less surely where it is less sure?
TEST(Terminal, TellsTheLikeliestBelief) {
  auto lab = mixed();
  EXPECT_THAT(to_terminal(result_of({lab})), Not(HasSubstr("belief")));
  lab.exercises[1].diagnosis = {{"one", "send sends everything.", 0.9}, {"two", "send never fails.", 0.3}};
  const auto text = to_terminal(result_of({lab}));
  EXPECT_THAT(text, HasSubstr("    This looks like a belief that does not hold: \"send sends everything.\""));
  EXPECT_THAT(text, Not(HasSubstr("send never fails")));
  EXPECT_LT(text.find("Send.B"), text.find("send sends everything"));
  lab.exercises[1].diagnosis[0].confidence = 0.5;
  EXPECT_THAT(to_terminal(result_of({lab})), HasSubstr("    Perhaps it is a belief that does not hold: \"send"));
}

// Does a failed test tell its question, its message, the timeline in two columns, and where to read on?
TEST(Terminal, TellsAFailedTest) {
  auto lab = mixed();
  auto& test = lab.exercises[1].tests[1];
  test.question = "Does send_all send the rest?";
  test.message = "Expected \"abcd\"\n  but it was \"ab\"";
  test.timeline = {"sendto(4, …, 8) = 4                            | * cut to 4",
                   "                                               | reads \"ab | cd\"",
                   "close(4) = 0                                   |", "  … 3 more steps …"};
  test.output = "hello";
  const auto text = to_terminal(result_of({lab}));
  EXPECT_THAT(text, HasSubstr("✘ Send.B (failed)\n      Does send_all send the rest?\n\n"
                              "      Expected \"abcd\"\n        but it was \"ab\"\n\n"
                              "      your code           │ the other end\n"
                              "    ! sendto(4, …, 8) = 4 │ ◂ cut short by the test, to 4\n"
                              "                          │ reads \"ab | cd\"\n"
                              "      close(4) = 0        │\n"
                              "        … 3 more steps …\n\n"
                              "      it printed\n        hello\n\n"
                              "      read on    notes/01-x.md#sending\n"));
}

// Is one failed test of an exercise told at length, and the others by their questions?
TEST(Terminal, TellsTheFirstFailureAtLength) {
  auto lab = lab_of({exercise_of("01.1", ExerciseStatus::failed,
                                 {test_of("Send.A", TestStatus::not_started, "Question zero?"),
                                  test_of("Send.B", TestStatus::failed, "Question one?"),
                                  test_of("Send.C", TestStatus::timed_out, "Question two?"),
                                  test_of("Send.D", TestStatus::crashed, "Question three?"),
                                  test_of("Send.E", TestStatus::failed, "Question four?")})});
  lab.exercises.push_back(exercise_of("01.2", ExerciseStatus::passed, {test_of("Open.A", TestStatus::passed)}));
  EXPECT_THAT(to_terminal(result_of({lab})),
              HasSubstr("    and after that\n      C (did not end): Question two?\n      D (crashed): Question three?\n"
                        "      E (failed): Question four?\n      … and 1 test more\n"
                        "    one of them alone   ./grader/socklab check 01.1 C\n"));
}

// Is a long question never cut, neither above its failure nor in the list?
TEST(Terminal, CutsNoQuestion) {
  std::string question;
  for (int i = 0; i < 40; ++i) question += "word" + std::to_string(i) + " ";
  const auto text = to_terminal(result_of({lab_of({exercise_of(
      "01.1", ExerciseStatus::failed,
      {test_of("Send.A", TestStatus::failed, question), test_of("Send.B", TestStatus::failed, question)})})}));
  EXPECT_NE(text.find("word39"), text.rfind("word39"));
}

// Does a test that was asked for alone say that it is one, and how to go on?
TEST(Terminal, TellsOfOneTestAlone) {
  auto lab = lab_of({exercise_of("01.1", ExerciseStatus::failed, {test_of("Send.A", TestStatus::failed)})});
  EXPECT_THAT(to_terminal(result_of({lab}), {.test = "A"}), HasSubstr("next   ./grader/socklab check 01.1 A\n"));
  lab = lab_of({exercise_of("01.1", ExerciseStatus::passed, {test_of("Send.A", TestStatus::passed)})});
  EXPECT_THAT(to_terminal(result_of({lab}), {.test = "A"}),
              HasSubstr("This test passes.\n  next   ./grader/socklab check 01.1\n"));
}

// Is the exercise named that is to be mended first, and watch, where they help?
TEST(Terminal, NamesWhatHelps) {
  EXPECT_THAT(to_terminal(result_of({mixed()})), Not(testing::AnyOf(HasSubstr("builds on"), HasSubstr("watch"))));
  report::Terminal how;
  how.bases = {{"01.2", "01.1"}};
  how.tell_of_watch = true;
  const auto text = to_terminal(result_of({mixed()}), how);
  EXPECT_THAT(text, HasSubstr("    It builds on 01.1, which has not passed: mend that first.\n"));
  EXPECT_THAT(text, HasSubstr("         ./grader/socklab watch 01.2    checks again on every save\n"));
}

// Are hidden tests that the result only counts told by their number?
TEST(Terminal, CountsWhatItMayNotName) {
  auto exercise = exercise_of("01.1", ExerciseStatus::partly, {test_of("Send.A", TestStatus::passed)});
  exercise.untold = {3, 1};
  const auto text = to_terminal(result_of({lab_of({exercise})}));
  EXPECT_THAT(text, ContainsRegex("Send everything +2 of 4 tests"));
  EXPECT_THAT(text, HasSubstr("    2 of 3 hidden tests did not pass; the result does not tell what they ask.\n"));
}

// Is only the first failed exercise told at length, and the others counted?
TEST(Terminal, StaysCalmWhereMuchFailed) {
  std::vector<course::ExerciseResult> exercises;
  for (int i = 1; i <= 8; ++i)
    exercises.push_back(
        exercise_of("01." + std::to_string(i), ExerciseStatus::failed, {test_of("S.A", TestStatus::failed)}));
  const auto text = to_terminal(result_of({lab_of(exercises)}));
  EXPECT_THAT(text, HasSubstr("── 01.3"));
  EXPECT_THAT(text, HasSubstr("    0 of 1 test passed    ./grader/socklab check 01.3\n"));
  EXPECT_THAT(text, Not(HasSubstr("── 01.4")));
  EXPECT_THAT(text, HasSubstr("… and 5 exercises more; one at a time"));
  EXPECT_EQ(text.find("S.A"), text.rfind("S.A"));
}

// Is the next command the one for the first thing that went wrong, then for the first that is not begun?
TEST(Terminal, EndsInTheNextCommand) {
  const auto last = [](const course::Result& result, const report::Terminal& terminal) {
    return lines_of(to_terminal(result, terminal)).back();
  };
  auto lab = mixed();
  EXPECT_THAT(to_terminal(result_of({lab})), HasSubstr("  next   ./grader/socklab check 01.2\n"));
  EXPECT_EQ(last(result_of({lab}), {}), "         ./grader/socklab hint 01.2");
  lab.exercises[1].status = lab.exercises[2].status = ExerciseStatus::passed;
  EXPECT_EQ(last(result_of({lab}), {.command = "socklab"}), "         socklab hint 01.4");
  auto missing = lab_of({}, LabStatus::missing);
  missing.id = "04-y";
  EXPECT_EQ(last(result_of({lab, missing}), {}), "  next   ./grader/socklab check 04");
  lab.exercises[3].status = ExerciseStatus::passed;
  EXPECT_EQ(last(result_of({lab}), {}), "  All tests passed: full marks.");
  EXPECT_THAT(to_terminal(result_of({mixed()}), {.command = ""}), Not(HasSubstr("next")));
}

// Does a failed build show the first errors, and not the warnings before or the flood after them?
TEST(Terminal, ShowsTheFirstErrorsOfABuild) {
  auto lab = lab_of({exercise_of("01.1", ExerciseStatus::not_graded, {})}, LabStatus::build_failed);
  lab.build_log =
      "a.cpp:1:1: warning: unused\na.cpp: In function 'int f()':\na.cpp:2:3: error: 'x' was not declared\n    2 | x;\n";
  for (int i = 0; i < 100; ++i) lab.build_log += "a.cpp:9:9: error: follows\n";
  const auto text = to_terminal(result_of({lab}));
  EXPECT_THAT(text, ContainsRegex("01  Socket system calls +did not build +0 / 3"));
  EXPECT_THAT(text, ContainsRegex("· 01\\.1 +Send everything +– / 3"));
  EXPECT_THAT(text, HasSubstr("      a.cpp:2:3: error: 'x' was not declared\n          2 | x;\n"));
  EXPECT_THAT(text, Not(HasSubstr("unused")));
  EXPECT_THAT(text, HasSubstr("… and 78 lines more"));
}

// Is a linker's complaint translated into what to do?
TEST(Terminal, ExplainsALinkersComplaint) {
  const auto told = [](const std::string& log) {
    auto lab = lab_of({}, LabStatus::build_failed);
    lab.build_log = log;
    return to_terminal(result_of({lab}));
  };
  for (const std::string log :
       {"mold: error: undefined symbol: lab::send_all(int)", "a.cpp:(.text+0x5): undefined reference to `f()'"})
    EXPECT_THAT(told(log), HasSubstr("labs/01-socket-syscalls/socket_syscalls.hpp"));
  for (const std::string log : {"ld.lld: error: duplicate symbol: main", "b.cpp: multiple definition of `main'"})
    EXPECT_THAT(told(log), HasSubstr("main() for instance"));
  EXPECT_THAT(told("a.cpp:2:3: error: x"), Not(HasSubstr("Compare with")));
  EXPECT_THAT(told("killed\n"), HasSubstr("killed")) << "a log without the word error is shown as it is";
}

// Does a missing file say which is expected where?
TEST(Terminal, SaysWhichFileIsMissing) {
  auto lab = lab_of({exercise_of("01.1", ExerciseStatus::not_graded, {})}, LabStatus::missing);
  lab.message = "There is no socket_syscalls.cpp here.";
  const auto text = to_terminal(result_of({lab}));
  EXPECT_THAT(text, ContainsRegex("01  Socket system calls +file missing +0 / 3"));
  EXPECT_THAT(text, HasSubstr("There is no socket_syscalls.cpp here.\n"
                              "    expected   labs/01-socket-syscalls/socket_syscalls.cpp\n"));
}

course::Result hostile(const std::string& bytes) {
  auto lab = mixed();
  lab.title = lab.message = bytes;
  lab.files = {bytes};
  for (auto& exercise : lab.exercises) {
    exercise.id = exercise.title = bytes;
    exercise.diagnosis = {{bytes, bytes, 1}};
    for (auto& test : exercise.tests) {
      test.name = test.question = test.message = test.see = test.output = bytes;
      test.timeline = {bytes, bytes + " | " + bytes, std::string(60, ' ') + "| " + bytes};
    }
  }
  auto broken = lab;
  broken.status = LabStatus::build_failed;
  broken.build_log = "error: " + bytes;
  auto missing = lab;
  missing.id = bytes;
  missing.status = LabStatus::missing;
  auto result = result_of({lab, broken, missing});
  result.student = bytes;
  return result;
}

// Does no control character reach the terminal, and no line pass the hundredth column, whatever a student's code wrote?
TEST(Terminal, IsSafeAndNarrow) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  for (const auto& bytes : {all, std::string(3000, 'x'),
                            std::string("\x1b[2J\x1b]0;x\x07 \xC2\x9B"
                                        "31m"),
                            std::string(500, '\n'), std::string(500, '|'), std::string()}) {
    const auto result = hostile(bytes);
    for (const auto& text : {to_terminal(result), report::to_summary({result, result})}) {
      const auto lines = lines_of(text);
      EXPECT_LT(lines.size(), 400U);
      for (const auto& line : lines) {
        EXPECT_LE(report::columns(line), report::kWidth) << report::cut(line, 200);
        EXPECT_EQ(report::printable(line), line);
      }
    }
  }
}

// Is no line of a page a command to a CI service, not even one that begins where we wrapped a student's text?
TEST(Terminal, GivesNoCommandsToACiService) {
  for (const std::string command : {"::error::x", "##[error]x", "##vso[task.complete]x", "##teamcity[x]"}) {
    const auto result = hostile(std::string(90, 'x') + " " + command + "\n" + command);
    auto alone = result;
    alone.student = command;
    for (const bool colour : {false, true}) {
      const report::Terminal how{.colour = colour};
      for (const auto& page : {to_terminal(result, how), to_terminal(alone, how), report::to_summary({alone}, how)}) {
        EXPECT_THAT(page, ContainsRegex(command[0] == ':' ? "x3A:error" : "#.x23"));
        EXPECT_THAT(page, Not(ContainsRegex("##[a-z]*\\[")));
        for (const auto& line : lines_of(page)) EXPECT_THAT(line, Not(MatchesRegex(" *::.*")));
      }
    }
  }
}

// Is the text the same with colours, but for them?
TEST(Terminal, OnlyAddsColours) {
  auto coloured = to_terminal(result_of({mixed()}), {.colour = true});
  EXPECT_THAT(coloured, HasSubstr("\x1b[32m✔\x1b[0m"));
  for (auto at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b'))
    coloured.erase(at, coloured.find('m', at) + 1 - at);
  EXPECT_EQ(coloured, to_terminal(result_of({mixed()})));
}

}  // namespace
