// See people.hpp.
#include "cli/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "course/document.hpp"
#include "course/fields.hpp"
#include "course/plain_name.hpp"
#include "course/roster.hpp"
#include "course/times.hpp"
#include "engine/files.hpp"

namespace cli {
namespace {

using Path = std::filesystem::path;

const std::string kSchema = "socklab/roster/1";

Path file_in(const Path& out) { return out / "roster.json"; }

course::Node list_of(const std::vector<std::string>& texts) {
  course::List list;
  for (const std::string& text : texts) list.push_back({text});
  return {std::move(list)};
}

std::string named(const std::vector<std::string>& names) {
  constexpr std::size_t most = 20;
  std::string all;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) all += (i == 0 ? "" : "; ") + names[i];
  if (names.size() > most) all += fmt::format("; and {} more: see roster.json", names.size() - most);
  return all;
}

}  // namespace

void take_times(std::vector<engine::Submission>& submissions, const Options& options) {
  if (options.submitted.empty()) return;
  const Path file = options.submitted;
  std::map<std::string, course::Moment> times;
  try {
    times = course::read_times(course::read_text(file), file.filename().string());
  } catch (const course::Invalid& invalid) {
    throw BadInput(invalid.what());
  }
  std::set<std::string> used;
  for (engine::Submission& submission : submissions) {
    for (const std::string& name : {submission.origin.id, submission.name}) {
      const auto found = times.find(course::plain_name(name));
      if (name.empty() || found == times.end()) continue;
      submission.origin.submitted = found->second;
      used.insert(found->first);
    }
  }
  for (const auto& [name, time] : times)
    if (!used.contains(name))
      progress(options,
               fmt::format("{}: \"{}\" is no submission's name or number; write it as in results/, if it is to count",
                           file.filename().string(), name));
}

Attendance compare_with_roster(const std::vector<engine::Submission>& submissions, const Options& options) {
  if (options.roster.empty()) return {};
  const Path file = options.roster;
  try {
    const std::string name = file.filename().string();
    const auto rows = course::read_roster(course::read_csv(course::read_text(file), name), name);
    std::vector<course::Claim> claims;
    for (const engine::Submission& submission : submissions) claims.push_back({submission.name, submission.origin.id});
    const auto matches = course::match(claims, rows);
    Attendance attendance;
    attendance.notes = matches.notes;
    for (const std::size_t i : matches.left_out) attendance.strangers.push_back(claims[i].name);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].names.empty()) continue;
      const auto& which = matches.of_row[i];
      if (which.empty()) attendance.without.push_back(rows[i].names.front());
      if (which.size() > 1)
        attendance.notes.push_back(course::told_of_several(rows[i], which, claims) +
                                   ". See which of them counts, and remove the others.");
    }
    return attendance;
  } catch (const course::Invalid& invalid) {
    throw BadInput(invalid.what());
  }
}

void write_attendance(const Path& out, const Attendance& attendance, const Options& options) {
  if (options.roster.empty()) {
    std::filesystem::remove(file_in(out));
    return;
  }
  engine::write_whole(file_in(out),
                      course::json_text({course::Table{{"schema", {kSchema}},
                                                       {"without_submission", list_of(attendance.without)},
                                                       {"not_on_roster", list_of(attendance.strangers)}}}));
}

std::vector<std::string> told_attendance(const Path& out) {
  if (!std::filesystem::exists(file_in(out))) return {};
  course::Problems problems(file_in(out).string());
  const course::Node node = course::parse_json(course::read_text(file_in(out)), problems.name());
  course::Fields fields(node, "", problems);
  if (fields.text("schema") != kSchema)
    fields.problem("schema", "this is not " + course::in_quotes(kSchema) + "; grade again");
  const auto without = fields.texts("without_submission"), strangers = fields.texts("not_on_roster");
  problems.check();
  std::vector<std::string> lines;
  if (!without.empty())
    lines.push_back(fmt::format("{} on the roster without a submission: {}", without.size(), named(without)));
  if (!strangers.empty()) lines.push_back(fmt::format("{} not on the roster: {}", strangers.size(), named(strangers)));
  return lines;
}

}  // namespace cli
