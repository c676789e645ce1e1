// See roster.hpp.
#include "report/formats/roster.hpp"

namespace report {

std::vector<const course::Result*> assign(const std::vector<course::Result>& results,
                                          const std::vector<course::Enrolled>& rows, std::vector<std::string>& notes) {
  std::vector<course::Claim> claims;
  for (const auto& result : results) claims.push_back({result.student, result.origin.id});
  const auto matches = course::match(claims, rows);
  notes.insert(notes.end(), matches.notes.begin(), matches.notes.end());
  std::vector<const course::Result*> assigned(rows.size(), nullptr);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& which = matches.of_row[i];
    if (rows[i].names.empty()) continue;
    if (which.size() == 1) assigned[i] = &results[which.front()];
    if (which.empty())
      notes.push_back(rows[i].names.front() + ": in the roster, but there is no result. The row is left out.");
    if (which.size() > 1)
      notes.push_back(course::told_of_several(rows[i], which, claims) +
                      ". The row is left out; keep one of them in results/, and report again.");
  }
  return assigned;
}

}  // namespace report
