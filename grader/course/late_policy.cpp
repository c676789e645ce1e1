// policy.toml, read. What it does to scores: lateness.cpp.
#include "course/late_policy.hpp"

#include <algorithm>
#include <regex>

#include "course/fields.hpp"

namespace course {
namespace {

constexpr int kMostDays = 366;

bool is_lab(const std::string& name) {
  static const std::regex form("[0-9]{2}(-[a-z0-9-]{1,100})?");
  return name.size() < 200 && std::regex_match(name, form);
}

std::string no_lab(const std::string& name) {
  return in_quotes(name) + " is no lab; write its number or folder, such as 01 or 01-socket-syscalls";
}

std::map<std::string, Moment> read_deadlines(const Node& node, Problems& problems) {
  Fields fields(node, "deadlines", problems);
  std::map<std::string, Moment> deadlines;
  if (const auto* table = std::get_if<Table>(&node.value)) {
    for (const auto& [lab, value] : *table) {
      deadlines[lab] = fields.moment(lab);
      if (!is_lab(lab)) fields.problem(lab, no_lab(lab));
    }
  }
  return deadlines;
}

Extension read_extension(const Node& node, std::size_t number, Problems& problems) {
  Fields fields(node, "extension " + std::to_string(number), problems);
  Extension extension;
  extension.student = fields.text("student");
  if (fields.has("labs")) extension.labs = fields.texts("labs");
  for (const std::string& lab : extension.labs)
    if (!is_lab(lab)) fields.problem("labs", no_lab(lab));
  if (fields.has("deadline")) extension.deadline = fields.moment("deadline");
  if (fields.has("days")) extension.days = fields.integer("days", 1, kMostDays);
  if (fields.has("deadline") == fields.has("days"))
    fields.problem("student", "give either a deadline or a number of days");
  fields.nothing_else();
  return extension;
}

LatePolicy read_policy(const Node& file, Problems& problems) {
  constexpr int kMostGrace = 7 * 24 * 60;
  Fields fields(file, "", problems);
  LatePolicy policy;
  if (fields.has("deadline")) policy.deadline = fields.moment("deadline");
  if (fields.has("deadlines")) policy.deadlines = read_deadlines(fields.table("deadlines"), problems);
  if (!fields.has("deadline") && !fields.has("deadlines"))
    problems.add(0, "there is no deadline; add one: deadline = 2026-03-02T23:59:00+01:00");
  if (fields.has("grace")) policy.grace = std::chrono::minutes(fields.integer("grace", 0, kMostGrace));
  policy.penalty = fields.number("penalty");
  if (!(policy.penalty >= 0 && policy.penalty <= 100))
    fields.problem("penalty", "penalty is percent for each day; give 0 to 100");
  if (fields.has("of")) {
    const std::string of = fields.text("of");
    if (of != "score" && of != "points")
      fields.problem("of", "of is " + in_quotes(of) + R"(; give "score" or "points")");
    policy.of_points = of == "points";
  }
  if (fields.has("most_days")) policy.most_days = fields.integer("most_days", 0, kMostDays);
  if (fields.has("extension"))
    for (const Node* node : fields.tables("extension"))
      policy.extensions.push_back(read_extension(*node, policy.extensions.size() + 1, problems));
  fields.nothing_else();
  return policy;
}

}  // namespace

LatePolicy parse_late_policy(const std::string& toml, const std::string& name) {
  Problems problems(name);
  LatePolicy policy = read_policy(parse_toml(toml, name), problems);
  problems.check();
  return policy;
}

}  // namespace course
