// CSV (RFC 4180): a line for each student: name, the platform's number and the time of handing in where they are known,
// points, then those of each exercise. What was not graded by our own fault has an empty cell, which no spreadsheet
// takes for 0, and so has the sum. With a late policy `score` is what is left, `before` what was earned; the exercises
// are as they were earned.
#include <algorithm>
#include <set>

#include "report/encode.hpp"
#include "report/formats/entries.hpp"
#include "report/formats/formats.hpp"
#include "report/text.hpp"

namespace report {
namespace {

using course::LabStatus;

/// In order, whoever has them.
std::set<std::string> exercises_of(const std::vector<course::Result>& results) {
  std::set<std::string> ids;
  for (const auto& result : results)
    for (const auto& lab : result.labs)
      for (const auto& exercise : lab.exercises) ids.insert(exercise.id);
  return ids;
}

std::string points_of(const course::Result& result, const std::string& id) {
  for (const auto& lab : result.labs)
    for (const auto& exercise : lab.exercises)
      if (exercise.id == id && lab.status != LabStatus::error) return points(exercise.score);
  return {};
}

/// What stands before the exercises' columns; those that nobody's result fills are left out.
class Columns {
 public:
  explicit Columns(const std::vector<course::Result>& results) {
    const auto any = [&](auto has) { return std::any_of(results.begin(), results.end(), has); };
    id_ = any([](const course::Result& one) { return !one.origin.id.empty(); });
    submitted_ = any([](const course::Result& one) { return one.origin.submitted.has_value(); });
    late_ = any([](const course::Result& one) { return one.lateness.has_value(); });
  }

  [[nodiscard]] std::string header() const {
    return std::string("student") + (id_ ? ",id" : "") + (submitted_ ? ",submitted" : "") + ",score,max" +
           (late_ ? ",before,days_late" : "");
  }

  [[nodiscard]] std::string cells(const course::Result& result) const {
    const auto& origin = result.origin;
    const bool whole = !our_fault(result);
    std::string text = csv_text(result.student);
    if (id_) text += "," + csv_text(origin.id);
    if (submitted_) text += "," + (origin.submitted ? course::to_text(*origin.submitted) : "");
    text += "," + (whole ? points(result.score) : "") + "," + points(result.max);
    if (!late_) return text;
    const bool known = whole && origin.submitted && result.lateness;
    return text + "," + (whole && result.lateness ? points(result.lateness->before) : "") + "," +
           (known ? std::to_string(result.lateness->days) : "");
  }

 private:
  bool id_ = false, submitted_ = false, late_ = false;
};

}  // namespace

std::vector<File> to_csv(const std::vector<course::Result>& results) {
  const auto ids = exercises_of(results);
  const Columns columns(results);
  std::string text = columns.header();
  for (const auto& id : ids) text += "," + csv_text(id);
  text += "\r\n";
  for (const auto& result : results) {
    text += columns.cells(result);
    for (const auto& id : ids) text += "," + points_of(result, id);
    text += "\r\n";
  }
  return {{"grades.csv", text}};
}

}  // namespace report
