// Who is in a class: a table that a platform exports, or that somebody wrote. Which submission is whose is told by
// names and numbers that are exactly the same; nothing is guessed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "course/csv.hpp"

namespace course {

/// Where the cell with this text is; npos where there is none.
std::size_t column_of(const CsvRow& header, std::string_view name);
/// The row's cell; empty where the row is too short, or `column` is npos.
std::string cell_of(const CsvRow& row, std::size_t column);

struct Enrolled {
  std::vector<std::string>
      names;       ///< by all of these they may be called, the first for messages; none: no student's row
  std::string id;  ///< the platform's own number, where the table has it
};

/// For each row of the table, the header too, who it is. Reads gradebooks of Canvas, worksheets of Moodle, rosters of
/// Gradescope and GitHub Classroom, and any table with a column "student" or "name" in its first row. Throws Invalid,
/// which names `file`, where no column names students.
std::vector<Enrolled> read_roster(const Csv& csv, const std::string& file);

/// What a submission says of whose it is.
struct Claim {
  std::string name;
  std::string id;  ///< the platform's number, or an address; empty where it is not known
};

struct Matches {
  std::vector<std::vector<std::size_t>> of_row;  ///< for each row, which of the claims are this student's
  std::vector<std::size_t> left_out;             ///< claims that are nobody's, or may be several people's
  std::vector<std::string> notes;                ///< for each of these why, and what to do
};

/// A claim is of the row with its number, unless its name is somebody else's; without such a number, of the one row
/// that has its name. Capital letters and blanks around a name do not count.
Matches match(const std::vector<Claim>& claims, const std::vector<Enrolled>& rows);

/// "doe, jane: several submissions are this student's (a, b)", for rows with more than one.
std::string told_of_several(const Enrolled& row, const std::vector<std::size_t>& which,
                            const std::vector<Claim>& claims);

}  // namespace course
