// CSV (RFC 4180): a line for each student: name, points, their sum, then points by lab and exercise. An exercise that
// was not graded has an empty cell, which no spreadsheet takes for 0.
#include <set>

#include "report/encode.hpp"
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

}  // namespace

std::vector<File> to_csv(const std::vector<course::Result>& results) {
  const auto ids = exercises_of(results);
  std::string text = "student,score,max";
  for (const auto& id : ids) text += "," + csv_text(id);
  text += "\r\n";
  for (const auto& result : results) {
    text += csv_text(result.student) + "," + points(result.score) + "," + points(result.max);
    for (const auto& id : ids) text += "," + points_of(result, id);
    text += "\r\n";
  }
  return {{"grades.csv", text}};
}

}  // namespace report
