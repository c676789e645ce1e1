// Autolab, a file for each student: the last two lines of an autograder's standard output. First what is shown
// ("semantic": a stage for each exercise), then the autoresult with a score for each lab. Autolab's problems have to be
// named like the labs' folders.
#include "course/document.hpp"
#include "report/formats/entries.hpp"
#include "report/formats/formats.hpp"

namespace report {
namespace {

using course::List;
using course::Table;

std::string shown(const course::Result& result) {
  List names;
  Table stages;
  if (const auto late = told_of_lateness(result.lateness, result.score); !late.empty() && !our_fault(result)) {
    const std::string title = "Handed in late";
    names.push_back({title});
    stages.push_back({title, {Table{{"on time", {Table{{"passed", {false}}, {"hint", {late}}}}}}}});
  }
  for (const auto& lab : result.labs) {
    for (const auto& exercise : lab.exercises) {
      Table tests;
      for (const Entry& entry : entries_of(lab, exercise)) {
        Table test{{"passed", {entry.status == course::TestStatus::passed}}};
        const auto hint = lab.status == course::LabStatus::error ? told_of_our_fault() : entry.text;
        if (!hint.empty()) test.push_back({"hint", {hint}});
        tests.push_back({entry.name, {std::move(test)}});
      }
      names.push_back({title_of(exercise)});
      stages.push_back({title_of(exercise), {std::move(tests)}});
    }
  }
  Table table{{"_presentation", {std::string("semantic")}}, {"stages", {std::move(names)}}};
  table.insert(table.end(), stages.begin(), stages.end());
  return course::json_line({std::move(table)});
}

// After a fault of ours no problem gets a score, and none loses one that it had.
std::string autoresult(const course::Result& result) {
  if (our_fault(result)) return course::json_line({Table{{"scores", {Table{}}}}});
  Table scores;
  for (const auto& lab : result.labs) scores.push_back({lab.id, {lab.score}});
  return course::json_line({Table{{"scores", {std::move(scores)}}, {"scoreboard", {List{{result.score}}}}}});
}

}  // namespace

std::vector<File> to_autolab(const std::vector<course::Result>& results) {
  std::vector<File> files;
  for (const auto& result : results) files.push_back({file_name(result, ".txt"), shown(result) + autoresult(result)});
  return files;
}

}  // namespace report
