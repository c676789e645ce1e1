// See formats.hpp.
#include "report/formats/formats.hpp"

#include <algorithm>
#include <array>

namespace report {
namespace {

constexpr std::array all{
    Format{"csv", "for spreadsheets: a line for each student, a column for each exercise", to_csv},
    Format{"junit", "for CI services: the class as JUnit XML, a suite for each student", to_junit},
    Format{"markdown", "for people and $GITHUB_STEP_SUMMARY: a table, and what did not pass", to_markdown},
    Format{"student-pages", "for students: a page for each, to mail, read and print", to_student_pages},
    Format{"class-page", "for you: what to explain again, who needs help, a heat map; and the students' pages",
           to_class_page},
    Format{"gradescope", "results.json of Gradescope, a file for each student", to_gradescope},
    Format{"prairielearn", "results.json of PrairieLearn, a file for each student", to_prairielearn},
    Format{"autolab", "the last lines of an Autolab autograder, a file for each student", to_autolab},
    Format{"github", "GitHub Classroom, a file for each student to append to $GITHUB_ENV", to_github},
    Format{"canvas", "the gradebook of Canvas, filled in (--roster)", nullptr, to_canvas,
           "Grades, Export, Export Entire Gradebook"},
    Format{"moodle", "the grading worksheet of Moodle, filled in (--roster)", nullptr, to_moodle,
           "in the assignment: View all submissions, Download grading worksheet"},
};

}  // namespace

std::span<const Format> formats() { return all; }

const Format* find_format(std::string_view name) {
  const auto* found = std::find_if(all.begin(), all.end(), [&](const Format& one) { return one.name == name; });
  return found == all.end() ? nullptr : found;
}

}  // namespace report
