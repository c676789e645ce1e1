// The page of one student: first what works, then one step to take next, then every lab.
#include <algorithm>

#include "report/encode.hpp"
#include "report/failure.hpp"
#include "report/formats/entries.hpp"
#include "report/formats/formats.hpp"
#include "report/pages/fill.hpp"
#include "report/pages/pages.hpp"
#include "report/text.hpp"
#include "report/timeline.hpp"

namespace report {
namespace {

using course::ExerciseResult;
using course::ExerciseStatus;
using course::LabResult;
using course::LabStatus;
using course::TestStatus;

constexpr std::size_t kColumns = 84;  // of preformatted text: what fits beside a window's edge, and on paper
constexpr std::size_t kLines = 24;    // of a message
constexpr std::size_t kRows = 40;     // of a timeline

constexpr std::string_view page =
#include "student.mustache.inc"
    ;

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

std::string of(double score, double max) { return points(score) + " of " + points(max); }

std::string state_of(ExerciseStatus status) {
  switch (status) {
    case ExerciseStatus::passed:
      return "✓ passed";
    case ExerciseStatus::partly:
      return "◐ partly";
    case ExerciseStatus::failed:
      return "✘ not yet";
    case ExerciseStatus::not_started:
      return "○ not begun";
    case ExerciseStatus::not_graded:
      break;
  }
  return "– not graded";
}

std::string why(const LabResult& lab) {
  switch (lab.status) {
    case LabStatus::build_failed:
      return "This lab did not compile, so nothing in it could be tested. Mend the first error; others often go with "
             "it.";
    case LabStatus::missing:
      return "A file that belongs to this lab was not there. Hand it in under exactly this name:";
    case LabStatus::error:
      return told_of_our_fault();
    case LabStatus::graded:
      break;
  }
  return {};
}

std::string details(const LabResult& lab) {
  auto lines = paragraph(lab.message, kColumns, 12);
  if (lab.status == LabStatus::build_failed)
    for (const auto& line : tell_build(lab, kColumns, Ink{})) lines.push_back(line);
  if (lab.status == LabStatus::missing)
    for (const auto& file : lab.files) lines.push_back("labs/" + lab.id + "/" + file);
  return joined(lines);
}

bool to_be_told(const course::Test& test) {
  return test.status != TestStatus::passed && test.status != TestStatus::not_started;
}

bool open(const ExerciseResult& exercise) {
  return exercise.status == ExerciseStatus::partly || exercise.status == ExerciseStatus::failed;
}

void add_timeline(Fields& into, const course::Test& test) {
  for (const auto& row : most_telling(timeline_of(test), kRows)) {
    auto& fields = into.add("rows");
    fields.set("mine", row.mine).set("other", row.other).when("whole", row.whole);
    fields.set("mark", row.decisive ? "decisive" : row.injected ? "injected" : "");
    fields.set("sign", row.decisive ? "▸" : row.injected ? "!" : "");
  }
  into.when("timeline", !test.timeline.empty());
}

void add_test(Fields& into, const course::Test& test) {
  auto& fields = into.add("tests");
  const bool hidden = test.visibility == course::Visibility::hidden_test;
  fields.set("question", test.question.empty() ? test.name : test.question).set("test", test.name);
  fields.set("how", in_words(test.status) + (hidden ? ", a hidden test" : ""));
  fields.set("message", joined(tell_message(test.message, kLines, kColumns, Ink{})));
  fields.set("output", joined(paragraph(test.output, kColumns, kLines)));
  fields.set("test_see", printable(test.see));
  add_timeline(fields, test);
}

void add_failed(Fields& into, const ExerciseResult& exercise) {
  auto& fields = into.add("failed");
  fields.set("title", title_of(exercise)).set("see", printable(exercise.see)).set("id", printable(exercise.id));
  const bool told = !exercise.diagnosis.empty() && exercise.diagnosis.front().confidence >= kWorthSaying;
  fields.set("belief", told ? in_words(exercise.diagnosis.front()) : "");
  std::size_t unbegun = 0;
  for (const auto& test : exercise.tests) {
    if (to_be_told(test)) add_test(fields, test);
    unbegun += test.status == TestStatus::not_started ? 1 : 0;
  }
  fields.set("unbegun", unbegun == 0 ? ""
                                     : counted(unbegun, "test") +
                                           " did not get as far as your code's work: "
                                           "what they need is not written yet.");
  const auto& untold = exercise.untold;
  fields.set("untold", untold.tests == 0
                           ? ""
                           : counted(untold.tests, "hidden test") + ", of which " + std::to_string(untold.passed) +
                                 " passed. Your result does not tell more "
                                 "of them: the passage has what they ask.");
}

void add_lab(Fields& into, const LabResult& lab) {
  auto& fields = into.add("labs");
  fields.set("lab", printable(lab.id)).set("lab_title", printable(lab.title.empty() ? lab.id : lab.title));
  fields.set("lab_points", lab.status == LabStatus::error ? "" : of(lab.score, lab.max));
  fields.set("lab_late", told_of_lateness(lab.lateness, lab.score));
  fields.set("why", why(lab)).set("details", details(lab));
  std::string ignored;
  for (const auto& file : lab.ignored) ignored += (ignored.empty() ? "" : ", ") + printable(file);
  fields.set("ignored", ignored);
  fields.when("graded", lab.status == LabStatus::graded);
  if (lab.status != LabStatus::graded) return;
  for (const auto& exercise : lab.exercises) {
    auto& row = fields.add("exercises");
    row.set("exercise", title_of(exercise)).set("points", of(exercise.score, exercise.max));
    row.set("passed", std::to_string(exercise.passed()) + " of " + std::to_string(exercise.all()));
    row.set("status", state_of(exercise.status)).set("kind", std::string(to_text(exercise.status)));
    if (open(exercise)) add_failed(fields, exercise);
  }
}

/// One step, the first in the order of the labs.
void add_next(Fields& into, const course::Result& result) {
  const auto next = [&](const std::string& what, const std::string& read, const std::string& command) {
    into.set("next", what).set("next_see", printable(read)).set("command", printable(command));
  };
  const std::string check = "./grader/socklab check ";
  for (const auto& lab : result.labs)
    if (lab.status == LabStatus::build_failed)
      return next("Make " + lab.id + " compile: its first error stands below.", "", check + lab.id.substr(0, 2));
  for (const auto& lab : result.labs)
    if (lab.status == LabStatus::graded)
      for (const auto& exercise : lab.exercises)
        if (open(exercise))
          return next("Go on with " + title_of(exercise) + ". What it does not do yet stands below.", exercise.see,
                      check + exercise.id);
  for (const auto& lab : result.labs) {
    if (lab.status == LabStatus::missing)
      return next("Hand in what " + lab.id + " asks for.", "", check + lab.id.substr(0, 2));
    for (const auto& exercise : lab.exercises)
      if (exercise.status == ExerciseStatus::not_started)
        return next("Begin " + title_of(exercise) + ".", exercise.see, check + exercise.id);
  }
  if (our_fault(result)) return next("Nothing for now: we have to grade this again.", "", "");
  next("Nothing: everything passes. Well done.", "", "");
}

}  // namespace

std::string student_page(const course::Result& result) {
  Fields fields;
  std::size_t tests = 0, passed = 0, whole = 0;
  for (const auto& lab : result.labs)
    for (const auto& exercise : lab.exercises) {
      tests += exercise.all();
      passed += exercise.passed();
      if (lab.status != LabStatus::graded || exercise.status != ExerciseStatus::passed) continue;
      ++whole;
      fields.add("works").set("work", title_of(exercise));
    }
  fields.set("student", printable(result.student.empty() ? "your work" : result.student));
  const bool ours = our_fault(result);
  fields.set("score", ours ? "" : of(result.score, result.max)).set("ours", ours ? told_of_our_fault() : "");
  fields.set("share", result.max > 0 ? std::to_string(static_cast<int>(100 * result.score / result.max)) : "0");
  fields.set("late", ours ? "" : told_of_lateness(result.lateness, result.score));
  fields.set("tests_passed", std::to_string(passed) + " of " + counted(tests, "test") + " passed");
  fields.when("any_works", passed > 0).when("any_whole", whole > 0).set("seed", std::to_string(result.seed));
  add_next(fields, result);
  for (const auto& lab : result.labs) add_lab(fields, lab);
  return fill(page, fields);
}

std::vector<File> to_student_pages(const std::vector<course::Result>& results) {
  std::vector<File> files;
  for (const auto& result : results) files.push_back({file_name(result, ".html"), student_page(result)});
  return files;
}

}  // namespace report
