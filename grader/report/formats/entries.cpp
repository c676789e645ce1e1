// See entries.hpp.
#include "report/formats/entries.hpp"

#include <algorithm>
#include <cmath>

#include "report/encode.hpp"
#include "report/failure.hpp"
#include "report/text.hpp"

namespace report {
namespace {

using course::LabStatus;
using course::TestStatus;

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

/// The ith of `parts` shares, in hundredths: together they are the whole, to the last one.
double share(double whole, std::size_t i, std::size_t parts) {
  const auto until = [&](std::size_t n) {
    return std::round(std::round(whole * 100) * static_cast<double>(n) / static_cast<double>(parts));
  };
  return (until(i + 1) - until(i)) / 100;
}

/// Those that passed share the score, the others the points that are missing.
void share_points(std::vector<Entry>& entries, const course::ExerciseResult& exercise) {
  const auto is_passed = [](const Entry& entry) { return entry.status == TestStatus::passed; };
  const auto passed = static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), is_passed));
  const auto failed = entries.size() - passed;
  std::size_t i = 0, k = 0;
  for (auto& entry : entries) {
    if (is_passed(entry))
      entry.score = entry.max = share(exercise.score, i++, passed);
    else
      entry.max = share(exercise.max - exercise.score, k++, failed);
  }
}

}  // namespace

std::vector<Entry> entries_of(const course::LabResult& lab, const course::ExerciseResult& exercise) {
  std::vector<Entry> entries;
  Telling how{24, 24, exercise.diagnosis.empty() ? nullptr : &exercise.diagnosis.front()};
  for (const auto& test : exercise.tests) {
    entries.push_back({printable(test.name), test.status, 0, 0, test.seconds, {}});
    if (test.status == TestStatus::passed) continue;
    entries.back().text = joined(tell_test(test, how, Ink{}));
    if (test.status != TestStatus::not_started) how.belief = nullptr;  // once is enough
  }
  for (std::size_t i = 0; i < exercise.untold.tests; ++i) {
    const bool passed = i < exercise.untold.passed;
    entries.push_back({"hidden test " + std::to_string(i + 1), passed ? TestStatus::passed : TestStatus::failed, 0, 0,
                       0, passed ? "" : "The result does not tell what it asks."});
  }
  if (entries.empty())
    entries.push_back({printable(exercise.title),
                       lab.status == LabStatus::graded ? TestStatus::not_started : TestStatus::failed, 0, 0, 0,
                       why_not_graded(lab)});
  share_points(entries, exercise);
  return entries;
}

std::string why_not_graded(const course::LabResult& lab) {
  if (lab.status == LabStatus::graded) return {};
  auto lines = paragraph(lab.message, kWidth, 12);
  if (lab.status == LabStatus::build_failed)
    for (const auto& line : tell_build(lab, Ink{})) lines.push_back(line);
  if (lab.status == LabStatus::missing)
    for (const auto& file : lab.files) lines.push_back("expected   " + printable("labs/" + lab.id + "/" + file));
  return printable(lab.id) + ": " + std::string(to_text(lab.status)) + "\n" + joined(lines);
}

bool our_fault(const course::Result& result) {
  return std::any_of(result.labs.begin(), result.labs.end(),
                     [](const course::LabResult& lab) { return lab.status == LabStatus::error; });
}

std::string told_of_our_fault() {
  return "The grader could not finish, and that is not your fault. It costs you nothing: please tell your instructor, "
         "who can grade your work again.";
}

std::string told_of_lateness(const std::optional<course::Lateness>& lateness, double score) {
  if (!lateness || lateness->days == 0) return {};
  const auto days = counted(static_cast<std::size_t>(lateness->days), "day") + " late";
  if (lateness->before <= 0) return days + ".";  // nothing to lose
  return days + ": " + points(score) + " of the " + points(lateness->before) + " points earned are left.";
}

course::LabResult with_loss_shared(course::LabResult lab) {
  if (!lab.lateness || lab.lateness->before <= 0) return lab;
  const auto left = [&](double earned) { return std::round(100 * lab.score * earned / lab.lateness->before) / 100; };
  double earned = 0;
  for (auto& exercise : lab.exercises) {
    const double until = earned;
    earned += exercise.score;
    exercise.score = left(earned) - left(until);
  }
  return lab;
}

std::string title_of(const course::ExerciseResult& exercise) {
  return printable(exercise.id + (exercise.title.empty() ? "" : " ") + exercise.title);
}

std::string file_name(const course::Result& result, const std::string& ending) {
  std::string name = result.student;
  std::replace(name.begin(), name.end(), '/', '_');
  std::replace(name.begin(), name.end(), '\0', '_');
  if (name.empty() || name == "." || name == "..") name = "_" + name;
  return name + ending;
}

}  // namespace report
