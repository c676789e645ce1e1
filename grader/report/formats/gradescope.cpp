// Gradescope's results.json, a file for each student: an entry for each test. What a result tells of a hidden test may
// be seen by its student (that was `grade --reveal`'s choice), so every entry is visible: one that is not would hide
// the total, too.
#include "course/document.hpp"
#include "report/formats/entries.hpp"
#include "report/formats/formats.hpp"
#include "report/text.hpp"

namespace report {
namespace {

using course::List;
using course::Node;
using course::Table;

// The number is shown before the name: "01.4.2".
Node test(const course::ExerciseResult& exercise, const Entry& entry, std::size_t i, bool scored) {
  Table table{{"name", {entry.name}},
              {"number", {exercise.id + "." + std::to_string(i)}},
              {"status", {std::string(entry.status == course::TestStatus::passed ? "passed" : "failed")}},
              {"tags", {List{{exercise.id}}}},
              {"visibility", {std::string("visible")}}};
  if (scored) {
    table.push_back({"score", {entry.score}});
    table.push_back({"max_score", {entry.max}});
  }
  if (!entry.text.empty()) {
    table.push_back({"output", {entry.text}});
    table.push_back({"output_format", {std::string("text")}});
  }
  return {std::move(table)};
}

// A result without any score is none that Gradescope could enter as a grade: so for our own faults.
std::string results_json(const course::Result& result) {
  const bool scored = !our_fault(result);
  double seconds = 0;
  List tests;
  std::string output = scored ? points(result.score) + " of " + points(result.max) + " points" : told_of_our_fault();
  if (const auto late = told_of_lateness(result.lateness, result.score); scored && !late.empty()) output += "\n" + late;
  for (const auto& lab : result.labs) {
    if (lab.status != course::LabStatus::graded) output += "\n\n" + why_not_graded(lab);
    if (lab.status == course::LabStatus::error) continue;  // nothing of it failed
    for (const auto& exercise : lab.exercises) {
      std::size_t i = 0;
      for (const Entry& entry : entries_of(lab, exercise)) {
        tests.push_back(test(exercise, entry, ++i, scored));
        seconds += entry.seconds;
      }
    }
  }
  Table table;
  if (scored) table.push_back({"score", {result.score}});
  table.push_back({"execution_time", {seconds}});
  table.push_back({"output", {output}});
  table.push_back({"output_format", {std::string("text")}});
  table.push_back({"visibility", {std::string("visible")}});
  table.push_back({"stdout_visibility", {std::string("hidden")}});
  table.push_back({"tests", {std::move(tests)}});
  return course::json_text({std::move(table)});
}

}  // namespace

std::vector<File> to_gradescope(const std::vector<course::Result>& results) {
  std::vector<File> files;
  for (const auto& result : results) files.push_back({file_name(result, ".json"), results_json(result)});
  return files;
}

}  // namespace report
