// See trace.hpp.
#include "report/trace.hpp"

#include "report/encode.hpp"
#include "report/failure.hpp"

namespace report {
namespace {

constexpr std::size_t kMost = 1000;  // lines of a message or of output: whoever asked for all gets all

std::string indented(const std::string& text) {
  std::string all;
  for (const std::string& line : paragraph(text, kWidth - 2, kMost)) all += "  " + line + "\n";
  return all;
}

void tell(std::string& text, const course::Test& test, const Ink& ink) {
  const bool passed = test.status == course::TestStatus::passed;
  text += (passed ? ink.green("✔") : ink.red("✘")) + " " + ink.bold(printable(test.name)) + " " +
          ink.dim("(" + in_words(test.status) + ")") + "\n" + ink.cyan(indented(test.question)) + "\n";
  if (test.timeline.empty()) text += "  Your code made no system call that is watched.\n\n";
  if (!test.timeline.empty()) {
    text += "  " + ink.dim(left("your code", 56) + " | the other end") + "\n";
    for (const std::string& line : test.timeline) text += "  " + printable(line) + "\n";
    text += "\n";
  }
  if (!test.message.empty()) text += indented(test.message) + "\n";
  if (!test.output.empty()) text += "  " + ink.dim("it printed") + "\n" + indented(test.output) + "\n";
}

}  // namespace

std::string to_trace(const course::ExerciseResult& exercise, const Ink& ink) {
  std::string text = "\n" + ink.bold(printable(exercise.id + "  " + exercise.title)) + "\n" +
                     ink.dim("* marks what the test did to a call of yours") + "\n\n";
  for (const course::Test& test : exercise.tests) tell(text, test, ink);
  return ci_log(text);
}

}  // namespace report
