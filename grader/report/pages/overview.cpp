// See overview.hpp.
#include "report/pages/overview.hpp"

#include <algorithm>
#include <set>

#include "report/failure.hpp"
#include "report/formats/entries.hpp"
#include "report/text.hpp"

namespace report {
namespace {

using course::ExerciseResult;
using course::ExerciseStatus;
using course::LabResult;
using course::LabStatus;
using course::Result;
using course::TestStatus;

using Columns = std::map<std::string, Column>;

Columns columns_of(const std::vector<Result>& results) {
  Columns columns;
  for (const auto& result : results)
    for (const auto& lab : result.labs)
      for (const auto& exercise : lab.exercises) {
        auto& column = columns[exercise.id];
        column.lab = lab.id;
        column.exercise = exercise.id;
        if (column.title.empty()) column.title = exercise.title;
        if (column.see.empty()) column.see = exercise.see;
        if (lab.status != LabStatus::graded) continue;
        ++column.graded;
        column.passed += exercise.status == ExerciseStatus::passed ? 1 : 0;
        column.score += exercise.score;
        column.max += exercise.max;
      }
  return columns;
}

std::vector<Misunderstanding> misunderstandings_of(const std::vector<Result>& results) {
  std::map<std::pair<std::string, std::string>, Misunderstanding> found;
  for (const auto& result : results)
    for (const auto& lab : result.labs)
      for (const auto& exercise : lab.exercises) {
        if (exercise.diagnosis.empty() || exercise.diagnosis.front().confidence < kWorthSaying) continue;
        const auto& believes = exercise.diagnosis.front().believes;
        if (believes.empty()) continue;
        auto& one = found[{exercise.id, believes}];
        if (one.students++ == 0) one = {believes, exercise.id, exercise.title, exercise.see, 1};
      }
  std::vector<Misunderstanding> all;
  for (const auto& [key, one] : found) all.push_back(one);
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.students > b.students; });
  return all;
}

bool begun(const LabResult& lab) {
  return lab.status == LabStatus::build_failed || lab.status == LabStatus::error ||
         std::any_of(lab.exercises.begin(), lab.exercises.end(), [&](const ExerciseResult& exercise) {
           return lab.status == LabStatus::graded && exercise.status != ExerciseStatus::not_started;
         });
}

bool most_have_passed(const Column& column) {
  return column.graded > 0 &&
         static_cast<double>(column.passed) >= kMostHavePassed * static_cast<double>(column.graded);
}

NeedsHelp help_for(const Result& result, const Columns& columns) {
  constexpr int kNotBegun = 1000, kNoBuild = 100;
  NeedsHelp help{result.student, file_name(result, ".html"), {}, 0};
  if (std::none_of(result.labs.begin(), result.labs.end(), begun)) {
    help.why = {"has not begun"};
    help.urgency = kNotBegun;
    return help;
  }
  std::string stuck;
  for (const auto& lab : result.labs) {
    if (lab.status == LabStatus::build_failed) {
      help.why.push_back(lab.id + " does not compile");
      help.urgency += kNoBuild;
    }
    if (lab.status != LabStatus::graded) continue;
    for (const auto& exercise : lab.exercises) {
      const bool open = exercise.status == ExerciseStatus::partly || exercise.status == ExerciseStatus::failed;
      if (!open || !most_have_passed(columns.at(exercise.id))) continue;
      stuck += (stuck.empty() ? "stuck in " : ", ") + exercise.id;
      ++help.urgency;
    }
  }
  if (!stuck.empty()) help.why.push_back(stuck);
  return help;
}

std::vector<TestOfClass> tests_of(const std::vector<Result>& results) {
  std::map<std::string, TestOfClass> tests;
  std::map<std::string, std::set<bool>> verdicts;  // of the same files by the same test
  for (const auto& result : results)
    for (const auto& lab : result.labs)
      for (const auto& exercise : lab.exercises)
        for (const auto& test : exercise.tests) {
          if (test.status == TestStatus::not_started) continue;
          const auto key = lab.id + "\n" + test.name;
          auto& one = tests[key];
          one.exercise = exercise.id;
          one.name = test.name;
          one.question = test.question;
          ++one.ran;
          const bool passed = test.status == TestStatus::passed;
          one.not_passed += passed ? 0 : 1;
          one.ended_badly += test.status == TestStatus::crashed || test.status == TestStatus::timed_out ? 1 : 0;
          if (test.seconds > one.longest) {
            one.longest = test.seconds;
            one.whose = result.student;
          }
          if (lab.digest.empty()) continue;
          auto& seen = verdicts[key + "\n" + lab.digest];
          seen.insert(passed);
          one.differs = one.differs || seen.size() > 1;
        }
  std::vector<TestOfClass> all;
  for (auto& [key, test] : tests) all.push_back(std::move(test));
  return all;
}

void add_scores(Overview& overview, const std::vector<Result>& results) {
  std::vector<double> percents;
  overview.tenths.assign(10, 0);
  for (const auto& result : results) {
    if (our_fault(result) || result.max <= 0) continue;
    const double percent = std::clamp(100 * result.score / result.max, 0.0, 100.0);
    percents.push_back(percent);
    ++overview.tenths[std::min<std::size_t>(9, static_cast<std::size_t>(percent / 10))];
  }
  overview.scored = percents.size();
  if (percents.empty()) return;
  std::sort(percents.begin(), percents.end());
  const auto half = percents.size() / 2;
  overview.median = percents.size() % 2 == 1 ? percents[half] : (percents[half - 1] + percents[half]) / 2;
}

}  // namespace

Overview overview_of(const std::vector<Result>& results) {
  Overview overview;
  const auto columns = columns_of(results);
  for (const auto& [id, column] : columns) overview.columns.push_back(column);
  overview.misunderstandings = misunderstandings_of(results);
  for (const auto& result : results) {
    for (const auto& lab : result.labs)
      if (lab.status == LabStatus::error) overview.faults.push_back({result.student, lab.id, lab.message});
    if (auto help = help_for(result, columns); !help.why.empty()) overview.help.push_back(std::move(help));
  }
  std::stable_sort(overview.help.begin(), overview.help.end(),
                   [](const auto& a, const auto& b) { return a.urgency > b.urgency; });
  overview.tests = tests_of(results);
  add_scores(overview, results);
  return overview;
}

}  // namespace report
