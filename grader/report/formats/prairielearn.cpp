// PrairieLearn's results.json, a file for each student. What could not be graded at all, by our fault or because
// nothing compiles, is `gradable: false`: it costs no attempt.
#include <algorithm>

#include "course/document.hpp"
#include "report/formats/entries.hpp"
#include "report/formats/formats.hpp"
#include "report/text.hpp"

namespace report {
namespace {

using course::List;
using course::Node;
using course::Table;

constexpr std::size_t kMost = 1'000'000;  // bytes: PrairieLearn refuses more

/// Every test has points: one without would turn them off for all.
Node test(const course::ExerciseResult& exercise, const Entry& entry, bool whole) {
  Table table{
      {"name", {title_of(exercise) + ": " + entry.name}}, {"points", {entry.score}}, {"max_points", {entry.max}}};
  if (entry.status != course::TestStatus::passed) table.push_back({"message", {std::string(to_text(entry.status))}});
  if (whole && !entry.text.empty()) table.push_back({"output", {entry.text}});
  return {std::move(table)};
}

std::string graded(const course::Result& result, bool whole) {
  List tests;
  std::string output = told_of_lateness(result.lateness, result.score);
  if (!output.empty()) output += "\n";
  for (const auto& lab : result.labs) {
    if (lab.status != course::LabStatus::graded) output += why_not_graded(lab) + "\n";
    for (const auto& exercise : lab.exercises)
      for (const Entry& entry : entries_of(lab, exercise)) tests.push_back(test(exercise, entry, whole));
  }
  if (!whole) output += "The tests' own messages were too long for PrairieLearn; repeat them with: socklab check\n";
  const double score = result.max > 0 ? std::clamp(result.score / result.max, 0.0, 1.0) : 0.0;
  Table table{{"gradable", {true}},
              {"score", {score}},
              {"message", {points(result.score) + " of " + points(result.max) + " points"}}};
  if (!output.empty()) table.push_back({"output", {output}});
  table.push_back({"tests", {std::move(tests)}});
  return course::json_text({std::move(table)});
}

std::string not_gradable(const course::Result& result) {
  List errors;
  if (our_fault(result)) {
    errors.push_back({told_of_our_fault()});
  } else {
    for (const auto& lab : result.labs) errors.push_back({why_not_graded(lab)});
  }
  return course::json_text({Table{{"gradable", {false}}, {"format_errors", {std::move(errors)}}}});
}

std::string results_json(const course::Result& result) {
  const bool nothing = std::none_of(result.labs.begin(), result.labs.end(), [](const course::LabResult& lab) {
    return lab.status == course::LabStatus::graded;
  });
  if (our_fault(result) || (nothing && !result.labs.empty())) return not_gradable(result);
  auto text = graded(result, true);
  return text.size() <= kMost ? text : graded(result, false);
}

}  // namespace

std::vector<File> to_prairielearn(const std::vector<course::Result>& results) {
  std::vector<File> files;
  for (const auto& result : results) files.push_back({file_name(result, ".json"), results_json(result)});
  return files;
}

}  // namespace report
