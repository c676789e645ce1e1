// See progress.hpp.
#include "course/progress.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "course/fields.hpp"

namespace course {
namespace {

const std::string kSchema = "socklab/progress/1";
constexpr std::array<std::pair<Standing, const char*>, 3> kStandings{
    {{Standing::not_started, "not-started"}, {Standing::begun, "begun"}, {Standing::passed, "passed"}}};

Standing standing_of(ExerciseStatus status) {
  if (status == ExerciseStatus::passed) return Standing::passed;
  return status == ExerciseStatus::not_started ? Standing::not_started : Standing::begun;
}

std::string spelt(Standing standing) {
  for (const auto& [value, text] : kStandings)
    if (value == standing) return text;
  return "?";
}

Standing read_standing(Fields& fields) {
  const std::string wanted = fields.text("standing");
  for (const auto& [value, text] : kStandings)
    if (wanted == text) return value;
  fields.problem("standing", "\"standing\" must be not-started, begun or passed");
  return {};
}

}  // namespace

Step Progress::of(const std::string& exercise) const {
  const auto found = steps.find(exercise);
  return found == steps.end() ? Step{} : found->second;
}

void record(Progress& progress, const Result& result) {
  for (const LabResult& lab : result.labs) {
    for (const ExerciseResult& exercise : lab.exercises) {
      if (lab.status == LabStatus::graded && exercise.status != ExerciseStatus::not_graded)
        progress.steps[exercise.id].standing = standing_of(exercise.status);
    }
  }
}

const Exercise* next_exercise(const std::vector<Lab>& labs, const Progress& progress, const std::string& after) {
  std::vector<const Exercise*> all;
  for (const Lab& lab : labs)
    for (const Exercise& exercise : lab.exercises) all.push_back(&exercise);
  const auto here = std::find_if(all.begin(), all.end(), [&](const Exercise* one) { return one->id == after; });
  if (here != all.end()) std::rotate(all.begin(), std::next(here), all.end());
  const auto open = std::find_if(
      all.begin(), all.end(), [&](const Exercise* one) { return progress.of(one->id).standing != Standing::passed; });
  return open == all.end() ? nullptr : *open;
}

std::map<std::string, std::string> unpassed_bases(const std::vector<Lab>& labs, const Progress& progress) {
  std::map<std::string, std::string> bases;
  for (const Lab& lab : labs) {
    for (const Exercise& exercise : lab.exercises) {
      const auto open = std::find_if(exercise.builds_on.begin(), exercise.builds_on.end(),
                                     [&](const auto& base) { return progress.of(base).standing != Standing::passed; });
      if (open != exercise.builds_on.end()) bases.emplace(exercise.id, *open);
    }
  }
  return bases;
}

Tally tally(const std::vector<Lab>& labs, const Progress& progress) {
  Tally tally;
  for (const Lab& lab : labs) {
    tally.all += lab.exercises.size();
    tally.passed += static_cast<std::size_t>(
        std::count_if(lab.exercises.begin(), lab.exercises.end(),
                      [&](const Exercise& exercise) { return progress.of(exercise.id).standing == Standing::passed; }));
  }
  return tally;
}

std::string to_json(const Progress& progress) {
  List steps;
  for (const auto& [id, step] : progress.steps) {
    steps.push_back({Table{{"id", {id}}, {"standing", {spelt(step.standing)}}, {"hints", {std::int64_t{step.hints}}}}});
  }
  return json_text({Table{{"schema", {kSchema}}, {"current", {progress.current}}, {"exercises", {std::move(steps)}}}});
}

Progress progress_from_json(const std::string& json) {
  Problems problems("progress");
  const Node node = parse_json(json, problems.name());
  Fields fields(node, "", problems);
  Progress progress;
  if (fields.text("schema") != kSchema) fields.problem("schema", "this is not " + in_quotes(kSchema));
  progress.current = fields.text_or_empty("current");
  for (const Node* one : fields.tables("exercises")) {
    Fields step(*one, "exercise", problems);
    const std::string id = step.text("id");
    const Standing standing = read_standing(step);
    progress.steps[id] = {standing, step.integer("hints", 0, 3)};
    step.nothing_else();
  }
  fields.nothing_else();
  problems.check();
  return progress;
}

}  // namespace course
