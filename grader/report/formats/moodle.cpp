// Moodle: the offline grading worksheet of an assignment, with the points of this class. Only rows of students who have
// a result; every column stays, since Moodle needs Identifier, Grade and "Last modified (grade)", and loses grades
// where the feedback's column is not there.
#include <cstdlib>

#include "report/encode.hpp"
#include "report/formats/entries.hpp"
#include "report/formats/formats.hpp"
#include "report/formats/roster.hpp"
#include "report/text.hpp"

namespace report {
namespace {

using course::cell_of;
using course::column_of;
using course::CsvRow;

constexpr std::size_t kNone = std::string::npos;
constexpr const char* kOurs = "Sockets Lab: ";
constexpr const char* kExport =
    "in the assignment's settings switch on \"Offline grading worksheet\" and \"Feedback comments\", then View all "
    "submissions, Download grading worksheet";

/// HTML, as Moodle keeps it. What an instructor wrote before it stays; what we wrote another time goes.
std::string feedback(const std::string& before, const course::Result& result) {
  std::string text = before.substr(0, before.find(kOurs));
  text += kOurs + points(result.score) + " of " + points(result.max) + " points.";
  if (const auto late = told_of_lateness(result.lateness, result.score); !late.empty()) text += " " + late;
  for (const auto& lab : result.labs) {
    text += "<br>" + html_text(lab.id) + ": ";
    if (lab.status != course::LabStatus::graded) {
      text += html_text(to_text(lab.status));
      continue;
    }
    for (const auto& exercise : lab.exercises)
      text += (&exercise == &lab.exercises.front() ? "" : ", ") + html_text(exercise.id) + " " +
              points(exercise.score) + "/" + points(exercise.max);
  }
  return text;
}

}  // namespace

Filled to_moodle(const std::vector<course::Result>& results, const File& roster) {
  const course::Csv csv = course::read_csv(roster.text, roster.name);
  const CsvRow header = csv.rows.empty() ? CsvRow{} : csv.rows.front();
  for (const char* needed : {"Identifier", "Grade", "Last modified (grade)", "Feedback comments"})
    if (column_of(header, needed) == kNone)
      throw course::Invalid(roster.name + ": the worksheet has no column \"" + needed + "\", in English; " + kExport);
  const auto grade = column_of(header, "Grade"), comments = column_of(header, "Feedback comments"),
             most = column_of(header, "Maximum Grade"), changes = column_of(header, "Grade can be changed");
  Filled filled;
  const auto assigned = assign(results, course::read_roster(csv, roster.name), filled.notes);

  std::string text = course::csv_line(header, csv.separator), told;
  for (std::size_t i = 1; i < csv.rows.size(); ++i) {
    if (assigned[i] == nullptr) continue;
    const course::Result& result = *assigned[i];
    CsvRow row = csv.rows[i];
    row.resize(header.size());
    const auto highest = cell_of(row, most);
    if (!highest.empty() && highest != told && points(std::atof(highest.c_str())) != points(result.max)) {
      filled.notes.push_back("Moodle's maximum grade is " + highest + ", and a result has " + points(result.max) +
                             " points. Set the assignment's maximum grade to " + points(result.max) +
                             ", or grade only the labs that it is about (--labs).");
      told = highest;
    }
    if (our_fault(result)) {
      filled.notes.push_back(result.student +
                             ": could not be graded by our own fault. The row is left out; grade again.");
      continue;
    }
    if (cell_of(row, changes) == "No") {
      filled.notes.push_back(result.student + ": Moodle says that this grade cannot be changed. The row is left out.");
      continue;
    }
    row[grade] = points(result.score);
    row[comments] = feedback(row[comments], result);
    text += course::csv_line(row, csv.separator);
  }
  filled.files.push_back({"moodle.csv", text});
  return filled;
}

}  // namespace report
