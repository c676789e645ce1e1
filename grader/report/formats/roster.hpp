// A platform's own list of its students (course/roster.hpp), with the results that belong to them. Who is there twice,
// or not at all, is told.
#pragma once

#include <string>
#include <vector>

#include "course/result.hpp"
#include "course/roster.hpp"

namespace report {

/// For each row its result, or null. `notes` tell of everybody else, on both sides.
std::vector<const course::Result*> assign(const std::vector<course::Result>& results,
                                          const std::vector<course::Enrolled>& rows, std::vector<std::string>& notes);

}  // namespace report
