// Markdown for people, and for $GITHUB_STEP_SUMMARY: a table of points by lab, then for each student what did not pass.
// The result of one student alone is told at more length: the first message of each exercise, too.
#include <algorithm>
#include <set>

#include "report/encode.hpp"
#include "report/failure.hpp"
#include "report/formats/entries.hpp"
#include "report/formats/formats.hpp"
#include "report/text.hpp"

namespace report {
namespace {

using course::ExerciseResult;
using course::ExerciseStatus;
using course::LabStatus;
using course::TestStatus;

std::string of(double score, double max) { return points(score) + " / " + points(max); }

std::string if_late(const std::optional<course::Lateness>& lateness) {
  if (!lateness || lateness->days == 0) return {};
  return " (" + counted(static_cast<std::size_t>(lateness->days), "day") + " late, " + points(lateness->before) +
         " before)";
}

std::string table(const std::vector<course::Result>& results) {
  std::set<std::string> labs;  // in order, whoever has them
  for (const auto& result : results)
    for (const auto& lab : result.labs) labs.insert(lab.id);
  std::string text = "| student | points |", rule = "| --- | ---: |";
  for (const auto& id : labs) {
    text += " " + markdown_cell(id) + " |";
    rule += " ---: |";
  }
  text += "\n" + rule + "\n";
  for (const auto& result : results) {
    text += "| " + markdown_cell(result.student) + " | " +
            (our_fault(result) ? "not graded" : of(result.score, result.max) + if_late(result.lateness)) + " |";
    for (const auto& id : labs) {
      const auto lab =
          std::find_if(result.labs.begin(), result.labs.end(), [&](const auto& one) { return one.id == id; });
      if (lab == result.labs.end())
        text += " |";
      else
        text += " " +
                (lab->status == LabStatus::graded ? of(lab->score, lab->max) + if_late(lab->lateness)
                                                  : std::string(to_text(lab->status))) +
                " |";
    }
    text += "\n";
  }
  return text;
}

/// The first that went wrong, not the first that was not begun.
const course::Test* first_failure(const ExerciseResult& exercise) {
  for (const auto& test : exercise.tests)
    if (test.status != TestStatus::passed && test.status != TestStatus::not_started) return &test;
  return nullptr;
}

std::string failed(const ExerciseResult& exercise, bool at_length) {
  std::string text = "- " + markdown_code(title_of(exercise)) + ": " + of(exercise.score, exercise.max) + " points, " +
                     std::to_string(exercise.passed()) + " of " + counted(exercise.all(), "test");
  if (const auto* test = first_failure(exercise)) {
    text += "; first " + markdown_code(test->question.empty() ? test->name : test->question) + " (" +
            in_words(test->status) + ")";
    if (!exercise.diagnosis.empty() && !exercise.diagnosis.front().believes.empty())
      text += ". Perhaps a belief that does not hold: " + markdown_code(exercise.diagnosis.front().believes);
    if (at_length) {
      std::string lines;
      for (const auto& line : tell_test(*test, Telling{}, Ink{})) lines += line + "\n";
      return text + "\n\n" + markdown_block(lines);
    }
  }
  return text + "\n";
}

std::string not_passed(const course::Result& result, bool at_length) {
  std::string text;
  std::size_t unbegun = 0;
  if (our_fault(result))
    text += told_of_our_fault() + "\n";
  else if (const auto late = told_of_lateness(result.lateness, result.score); !late.empty())
    text += "- " + late + "\n";
  for (const auto& lab : result.labs) {
    if (lab.status != LabStatus::graded) text += (text.empty() ? "" : "\n") + markdown_block(why_not_graded(lab));
    if (lab.status != LabStatus::graded) continue;
    for (const auto& exercise : lab.exercises) {
      if (exercise.status == ExerciseStatus::not_started) ++unbegun;
      if (exercise.status == ExerciseStatus::partly || exercise.status == ExerciseStatus::failed)
        text += failed(exercise, at_length);
    }
  }
  if (unbegun > 0) text += "- not begun: " + counted(unbegun, "exercise") + "\n";
  return text;
}

}  // namespace

std::vector<File> to_markdown(const std::vector<course::Result>& results) {
  std::string text = "# Sockets Lab\n\n" + table(results);
  for (const auto& result : results) {
    const auto lines = not_passed(result, results.size() == 1);
    if (!lines.empty()) text += "\n## " + markdown_code(result.student) + "\n\n" + lines;
  }
  return {{"report.md", text}};
}

}  // namespace report
