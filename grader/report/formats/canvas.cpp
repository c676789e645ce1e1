// Canvas: its exported gradebook, with the points of this class. Of the assignments only those columns that are a lab's
// are written, with title and number as they came (a title that Canvas does not know would make a new assignment), and
// only rows of students who have a result: so nothing else changes there.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <regex>

#include "report/formats/entries.hpp"
#include "report/formats/formats.hpp"
#include "report/formats/roster.hpp"
#include "report/text.hpp"

namespace report {
namespace {

using course::cell_of;
using course::column_of;
using course::CsvRow;
using course::Invalid;
using course::LabResult;

constexpr std::size_t kNone = std::string::npos;
constexpr const char* kExport = "export it in Canvas: Grades, Export, Export Entire Gradebook";

/// Where a gradebook has what; some courses have names in two columns.
struct Columns {
  std::size_t student, last, first, id, section;

  explicit Columns(const CsvRow& header)
      : student(column_of(header, "Student")),
        last(column_of(header, "LastName")),
        first(column_of(header, "FirstName")),
        id(column_of(header, "ID")),
        section(column_of(header, "Section")) {}

  [[nodiscard]] bool fit() const {
    return (student == 0 || (last == 0 && first == 1)) && id != kNone && section != kNone && id < section;
  }
};

/// The labs of the class, whoever has them.
std::map<std::string, LabResult> labs_of(const std::vector<course::Result>& results) {
  std::map<std::string, LabResult> labs;
  for (const auto& result : results)
    for (const auto& lab : result.labs) labs.emplace(lab.id, lab);
  return labs;
}

/// An assignment is a lab's by its title: the folder's name, the lab's title, or "Lab 1", "Lab 01".
bool is_for(const std::string& header, const LabResult& lab) {
  static const std::regex form("(.*) \\([0-9]+\\)");
  std::smatch parts;
  if (header.size() > 1000 || !std::regex_match(header, parts, form)) return false;
  const std::string title = parts[1], number = lab.id.substr(0, 2);
  return title == lab.id || (!lab.title.empty() && title == lab.title) || title == "Lab " + number ||
         (number.starts_with('0') && title == "Lab " + number.substr(1));
}

std::map<std::size_t, std::string> assignments(const CsvRow& header, const Columns& columns,
                                               const std::map<std::string, LabResult>& labs,
                                               std::vector<std::string>& notes) {
  std::map<std::size_t, std::string> found;
  for (const auto& [id, lab] : labs) {
    std::vector<std::size_t> fitting;
    for (auto i = columns.section + 1; i < header.size(); ++i)
      if (is_for(header[i], lab)) fitting.push_back(i);
    if (fitting.size() == 1)
      found.emplace(fitting.front(), id);
    else
      notes.push_back(id + (fitting.empty()
                                ? ": no assignment of this name in the gradebook. Call it \"" + id + "\" or \"" +
                                      lab.title + "\", and export the gradebook again."
                                : ": several assignments are called so. Rename all but one, and export again."));
  }
  return found;
}

const LabResult* lab_of(const course::Result& result, const std::string& id) {
  const auto found =
      std::find_if(result.labs.begin(), result.labs.end(), [&](const LabResult& lab) { return lab.id == id; });
  return found == result.labs.end() ? nullptr : &*found;
}

}  // namespace

Filled to_canvas(const std::vector<course::Result>& results, const File& roster) {
  const course::Csv csv = course::read_csv(roster.text, roster.name);
  if (csv.rows.empty() || !Columns(csv.rows.front()).fit())
    throw Invalid(roster.name + ": this is no gradebook of Canvas, whose first row begins Student,ID; " + kExport);
  const CsvRow& header = csv.rows.front();
  const Columns columns(header);
  Filled filled;
  const auto labs = labs_of(results);
  const auto wanted = assignments(header, columns, labs, filled.notes);
  if (wanted.empty())
    throw Invalid(roster.name + ": no assignment is a lab's. Make one in Canvas, called \"" +
                  (labs.empty() ? "Lab 01" : labs.begin()->first) + "\", and " + kExport);
  const auto students = course::read_roster(csv, roster.name);
  const auto assigned = assign(results, students, filled.notes);

  std::string text;
  for (std::size_t i = 0; i < csv.rows.size(); ++i) {
    if (!students[i].names.empty() && assigned[i] == nullptr) continue;
    CsvRow row;
    for (std::size_t k = 0; k <= columns.section; ++k) row.push_back(cell_of(csv.rows[i], k));
    for (const auto& [column, id] : wanted) {
      auto cell = cell_of(csv.rows[i], column);
      const auto most = points(labs.at(id).max);
      if (students[i].names.empty() && cell.find_first_of("123456789") != kNone && i > 0 &&
          points(std::atof(cell.c_str())) != most)
        filled.notes.push_back(header[column] + ": Canvas has " + cell + " points for it, the lab " + most +
                               ". Set the assignment to " + most + " points there.");
      const auto* lab = assigned[i] != nullptr ? lab_of(*assigned[i], id) : nullptr;
      if (lab != nullptr && lab->status == course::LabStatus::error)
        filled.notes.push_back(assigned[i]->student + ": " + id +
                               " could not be graded by our own fault. The cell stays as it was; grade again.");
      else if (lab != nullptr)
        cell = points(lab->score);
      row.push_back(cell);
    }
    text += course::csv_line(row, csv.separator);
  }
  filled.files.push_back({"canvas.csv", text});
  return filled;
}

}  // namespace report
