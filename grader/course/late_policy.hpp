// A late policy (policy.toml): until when labs were to be handed in, and what is taken off afterwards. Reports apply
// it; results never have it in them, so another policy needs no other grading.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "course/result.hpp"

namespace course {

/// What one student was allowed.
struct Extension {
  std::string student;            ///< the submission's name, or the platform's number
  std::vector<std::string> labs;  ///< "01" or the whole id; empty: all
  std::optional<Moment> deadline{};
  int days = 0;  ///< more, where there is no `deadline`
};

struct LatePolicy {
  std::optional<Moment> deadline{};         ///< of the labs that have none of their own
  std::map<std::string, Moment> deadlines;  ///< by lab: "01" or the whole id
  std::chrono::minutes grace{0};   ///< the deadline's, tacitly: the days of a late one are counted from its end
  double penalty = 0;              ///< percent for each day that has begun
  bool of_points = false;          ///< percent of the lab's points; else of the score
  std::optional<int> most_days{};  ///< what comes later counts nothing
  std::vector<Extension> extensions;
};

/// Throws Invalid: a line for each thing that is wrong. `name` is what its messages call the file.
LatePolicy parse_late_policy(const std::string& toml, const std::string& name);

/// Days begun after the deadline and grace: 0 on time. Absent where the policy has no deadline for this lab. The latest
/// moment that any of the student's extensions gives counts.
std::optional<int> days_late(const LatePolicy& policy, const Origin& origin, const std::string& student,
                             const std::string& lab_id, Moment submitted);

/// What is left of a score, in hundredths, never below 0.
double after_penalty(const LatePolicy& policy, double score, double max, int days);

/// Takes the penalties off the labs' scores and the sum, and tells of each in `lateness`. Exercises keep what they
/// earned; so does a lab that was not handed in, or that we could not grade. Without a known time nothing is taken off.
/// What comes back is for the instructor: whose time is not known, which extension is nobody's.
std::vector<std::string> apply(const LatePolicy& policy, std::vector<Result>& results);

}  // namespace course
