// See times.hpp.
#include "course/times.hpp"

#include <algorithm>

#include "course/csv.hpp"
#include "course/plain_name.hpp"
#include "course/roster.hpp"

namespace course {

std::map<std::string, Moment> read_times(const std::string& text, const std::string& file) {
  const Csv csv = read_csv(text, file);
  const CsvRow header = csv.rows.empty() ? CsvRow{} : csv.rows.front();
  const std::size_t student = column_of(header, "student");
  const std::size_t time = std::min(column_of(header, "submitted"), column_of(header, "time"));
  if (student == std::string::npos || time == std::string::npos)
    throw Invalid(file + ": the first row must be: student,submitted");
  std::map<std::string, Moment> times;
  std::string problems;
  for (std::size_t i = 1; i < csv.rows.size(); ++i) {
    const std::string name = cell_of(csv.rows[i], student);
    const auto moment = read_moment(cell_of(csv.rows[i], time));
    if (!moment)
      problems += "\n" + file + ": " + name + ": no moment; give " + kMomentForm;
    else if (!times.emplace(plain_name(name), *moment).second)
      problems += "\n" + file + ": " + name + ": there twice; keep the row that counts";
  }
  if (!problems.empty()) throw Invalid(problems.substr(1));
  return times;
}

}  // namespace course
