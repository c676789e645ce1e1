// See roster.hpp.
#include "course/roster.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "course/plain_name.hpp"

namespace course {
namespace {

constexpr std::size_t kNone = std::string::npos;

// In any capitals, as platforms spell them in one place or another.
std::size_t any_column(const CsvRow& header, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    for (std::size_t i = 0; i < header.size(); ++i)
      if (plain_name(header[i]) == name) return i;
  return kNone;
}

/// Where a table has what.
struct Columns {
  std::size_t name, first, last, identifier, id, section;
  std::array<std::size_t, 6> others;

  explicit Columns(const CsvRow& header)
      : name(any_column(header, {"student", "full name", "name"})),
        first(any_column(header, {"firstname", "first name"})),
        last(any_column(header, {"lastname", "last name", "surname"})),
        identifier(any_column(header, {"identifier"})),
        id(any_column(header, {"id", "sid", "student id"})),
        section(any_column(header, {"section"})),
        others{any_column(header, {"sis user id", "id number"}), any_column(header, {"sis login id", "login"}),
               any_column(header, {"email address", "email"}),   any_column(header, {"username", "user"}),
               any_column(header, {"github_username"}),          any_column(header, {"sis id"})} {}

  [[nodiscard]] bool fit() const { return name != kNone || identifier != kNone || (first != kNone && last != kNone); }
};

/// "12" of "Participant 12", in any language.
std::string number_of(const std::string& identifier) {
  const auto blank = identifier.find_last_not_of("0123456789");
  return blank == kNone ? identifier : identifier.substr(blank + 1);
}

/// What Canvas makes of "Doe, Jane" in the names of downloaded files: "doejane".
std::string in_file_names(const std::string& name) {
  std::string text;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') text += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0) text += c;
  }
  return text;
}

Enrolled enrolled(const CsvRow& row, const Columns& columns) {
  const auto cell = [&](std::size_t column) { return cell_of(row, column); };
  const std::string identifier = cell(columns.identifier), number = number_of(identifier);
  Enrolled one;
  one.id = columns.id != kNone ? cell(columns.id) : number;
  // Canvas: "Points Possible", "Manual Posting".
  if (columns.section != kNone && one.id.empty() && cell(columns.others[1]).empty()) return {};
  std::string name = cell(columns.name);
  if (name.empty() && !cell(columns.last).empty()) name = cell(columns.last) + ", " + cell(columns.first);
  for (const std::string& called : {name, identifier, one.id, number})
    if (!called.empty()) one.names.push_back(called);
  for (const std::size_t other : columns.others)
    if (!cell(other).empty()) one.names.push_back(cell(other));
  if (name.empty()) return one;
  const std::string file = in_file_names(name);
  one.names.push_back(file);
  // As a class calls two people of one name.
  if (!one.id.empty()) one.names.insert(one.names.end(), {file + "-" + one.id, name + "-" + one.id});
  if (const auto comma = name.find(", "); comma != kNone)
    one.names.push_back(name.substr(comma + 2) + " " + name.substr(0, comma));
  return one;
}

using Rows = std::set<std::size_t>;

/// The one row that a claim is of; else what is to be told.
struct Found {
  std::size_t row = kNone;
  std::string why;
};

Found row_of(const Claim& claim, const std::map<std::string, Rows>& named,
             const std::map<std::string, Rows>& numbered) {
  const auto look_up = [](const std::map<std::string, Rows>& in, const std::string& name) {
    const auto found = in.find(plain_name(name));
    return found == in.end() ? Rows{} : found->second;
  };
  const Rows by_name = look_up(named, claim.name);
  // An address is nobody else's in any column; a number may be another one there.
  const bool is_address = claim.id.find('@') != std::string::npos;
  const Rows by_id = claim.id.empty() ? Rows{} : look_up(is_address ? named : numbered, claim.id);
  if (by_id.size() == 1) {
    if (by_name.empty() || by_name.contains(*by_id.begin())) return {*by_id.begin(), {}};
    return {kNone, "the number " + claim.id +
                       " is another student's in the roster than the name. See whose it is, name the "
                       "submission after an ID, and grade again."};
  }
  if (by_name.size() == 1) return {*by_name.begin(), {}};
  if (by_name.empty())
    return {kNone, "not in the roster. Name the submission after an ID or the name in it, and grade again."};
  return {kNone, "several students in the roster are called so. Name the submission after an ID, and grade again."};
}

}  // namespace

std::size_t column_of(const CsvRow& header, std::string_view name) {
  const auto found = std::find(header.begin(), header.end(), name);
  return found == header.end() ? kNone : static_cast<std::size_t>(found - header.begin());
}

std::string cell_of(const CsvRow& row, std::size_t column) { return column < row.size() ? row[column] : std::string(); }

std::vector<Enrolled> read_roster(const Csv& csv, const std::string& file) {
  const CsvRow header = csv.rows.empty() ? CsvRow{} : csv.rows.front();
  const Columns columns(header);
  if (!columns.fit())
    throw Invalid(file +
                  ": no column names students. Give the platform's own export, or a table whose first row is: "
                  "student,id,email");
  std::vector<Enrolled> rows{{}};
  for (std::size_t i = 1; i < csv.rows.size(); ++i) rows.push_back(enrolled(csv.rows[i], columns));
  return rows;
}

Matches match(const std::vector<Claim>& claims, const std::vector<Enrolled>& rows) {
  std::map<std::string, Rows> named, numbered;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].id.empty()) numbered[plain_name(rows[i].id)].insert(i);
    for (const auto& name : rows[i].names)
      if (!plain_name(name).empty()) named[plain_name(name)].insert(i);
  }
  Matches matches{std::vector<std::vector<std::size_t>>(rows.size()), {}, {}};
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Found found = row_of(claims[i], named, numbered);
    if (found.row != kNone) {
      matches.of_row[found.row].push_back(i);
      continue;
    }
    matches.left_out.push_back(i);
    matches.notes.push_back(claims[i].name + ": " + found.why);
  }
  return matches;
}

std::string told_of_several(const Enrolled& row, const std::vector<std::size_t>& which,
                            const std::vector<Claim>& claims) {
  std::string all;
  for (const std::size_t i : which) all += (all.empty() ? "" : ", ") + claims[i].name;
  return row.names.front() + ": several results are this student's (" + all + ")";
}

}  // namespace course
