// When submissions were handed in, as an instructor tells it in a table.
#pragma once

#include <map>
#include <string>

#include "course/moment.hpp"

namespace course {

/// By plain_name of the student: CSV whose first row has the columns "student" and "submitted" (or "time"), each time
/// with its offset from UTC. Throws Invalid, with a line for each row that is wrong; `file` is the table's name there.
std::map<std::string, Moment> read_times(const std::string& text, const std::string& file);

}  // namespace course
