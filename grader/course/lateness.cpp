// What a late policy does to scores. See late_policy.hpp.
#include <algorithm>
#include <cmath>

#include "course/late_policy.hpp"
#include "course/plain_name.hpp"

namespace course {
namespace {

using std::chrono::days;

// "01" and "01-socket-syscalls" are both this lab's.
bool is_of(const std::string& lab, const std::string& id) {
  return lab == id || (id.starts_with(lab) && id.size() > lab.size() && id[lab.size()] == '-');
}

bool is_of(const Extension& extension, const Origin& origin, const std::string& student) {
  const std::string name = plain_name(extension.student);
  return name == plain_name(student) || (!origin.id.empty() && name == plain_name(origin.id));
}

std::optional<Moment> general_deadline(const LatePolicy& policy, const std::string& lab_id) {
  for (const auto& [lab, deadline] : policy.deadlines)
    if (is_of(lab, lab_id)) return deadline;
  return policy.deadline;
}

// Nothing was handed in, or it is our own fault that nobody knows what it is worth.
bool has_score(const LabResult& lab) {
  return lab.status == LabStatus::graded || lab.status == LabStatus::build_failed;
}

void apply(const LatePolicy& policy, Result& result) {
  Lateness all{0, result.score};
  double lost = 0;
  for (LabResult& lab : result.labs) {
    const auto late = has_score(lab)
                          ? days_late(policy, result.origin, result.student, lab.id, *result.origin.submitted)
                          : std::nullopt;
    if (late.value_or(0) == 0) continue;
    lab.lateness = {*late, lab.score};
    lab.score = after_penalty(policy, lab.score, lab.max, *late);
    lost += lab.lateness->before - lab.score;
    all.days = std::max(all.days, *late);
  }
  result.score = std::max(0.0, std::round((result.score - lost) * 100) / 100);
  result.lateness = all;
}

std::string without_time(const Result& result) {
  return result.student +
         (result.origin.late ? ": the platform has marked it late, and tells no time"
                             : ": it is not known when this was handed in") +
         ", so nothing is taken off. Give the time with: grade --class … --submitted FILE";
}

}  // namespace

std::optional<int> days_late(const LatePolicy& policy, const Origin& origin, const std::string& student,
                             const std::string& lab_id, Moment submitted) {
  auto deadline = general_deadline(policy, lab_id);
  if (!deadline) return {};
  const Moment usual = *deadline;
  for (const Extension& extension : policy.extensions) {
    const bool is_meant =
        extension.labs.empty() || std::any_of(extension.labs.begin(), extension.labs.end(),
                                              [&](const std::string& lab) { return is_of(lab, lab_id); });
    if (is_meant && is_of(extension, origin, student))
      deadline = std::max(*deadline, extension.deadline.value_or(usual + days(extension.days)));
  }
  const auto late = submitted - (*deadline + policy.grace);
  if (late <= std::chrono::seconds(0)) return 0;
  return static_cast<int>(std::chrono::ceil<days>(late).count());
}

double after_penalty(const LatePolicy& policy, double score, double max, int late) {
  if (late == 0) return score;
  if (policy.most_days && late > *policy.most_days) return 0;
  const double lost = (policy.of_points ? max : score) * policy.penalty / 100 * late;
  return std::max(0.0, std::round((score - lost) * 100) / 100);
}

std::vector<std::string> apply(const LatePolicy& policy, std::vector<Result>& results) {
  std::vector<std::string> notes;
  for (Result& result : results) {
    if (result.origin.submitted)
      apply(policy, result);
    else if (std::any_of(result.labs.begin(), result.labs.end(), has_score))
      notes.push_back(without_time(result));
    if (!result.lateness) result.lateness = {0, result.score};
  }
  for (const Extension& extension : policy.extensions)
    if (std::none_of(results.begin(), results.end(),
                     [&](const Result& one) { return is_of(extension, one.origin, one.student); }))
      notes.push_back("the policy's extension for \"" + extension.student +
                      "\" is nobody's here; write a submission's name or the platform's number, if it is to count");
  return notes;
}

}  // namespace course
