// See roster.hpp.
#include "report/formats/roster.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace report {
namespace {

std::string plain(std::string_view name) {
  const auto begin = std::min(name.find_first_not_of(' '), name.size());
  std::string text(name.substr(begin, name.find_last_not_of(' ') + 1 - begin));
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::map<std::string, std::set<std::size_t>> rows_by_name(const std::vector<Names>& rows) {
  std::map<std::string, std::set<std::size_t>> found;
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (const auto& name : rows[i])
      if (!plain(name).empty()) found[plain(name)].insert(i);
  return found;
}

}  // namespace

std::size_t column_of(const CsvRow& header, std::string_view name) {
  const auto found = std::find(header.begin(), header.end(), name);
  return found == header.end() ? std::string::npos : static_cast<std::size_t>(found - header.begin());
}

std::string cell_of(const CsvRow& row, std::size_t column) { return column < row.size() ? row[column] : std::string(); }

std::vector<const course::Result*> assign(const std::vector<course::Result>& results, const std::vector<Names>& rows,
                                          std::vector<std::string>& notes) {
  const auto named = rows_by_name(rows);
  std::vector<std::vector<const course::Result*>> of_row(rows.size());
  for (const auto& result : results) {
    const auto found = named.find(plain(result.student));
    if (found == named.end())
      notes.push_back(result.student +
                      ": not in the roster. Name the submission after an ID or the name in it, and grade again.");
    else if (found->second.size() > 1)
      notes.push_back(
          result.student +
          ": several students in the roster are called so. Name the submission after an ID, and grade again.");
    else
      of_row[*found->second.begin()].push_back(&result);
  }
  std::vector<const course::Result*> assigned(rows.size(), nullptr);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].empty()) continue;
    if (of_row[i].size() == 1) assigned[i] = of_row[i].front();
    if (of_row[i].empty())
      notes.push_back(rows[i].front() + ": in the roster, but there is no result. The row is left out.");
    if (of_row[i].size() > 1) {
      std::string all;
      for (const auto* result : of_row[i]) all += (all.empty() ? "" : ", ") + result->student;
      notes.push_back(rows[i].front() + ": several results are this student's (" + all +
                      "). The row is left out; keep one of them in results/, and report again.");
    }
  }
  return assigned;
}

}  // namespace report
