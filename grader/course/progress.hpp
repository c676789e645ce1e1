// What is remembered of a student's way through the course: .socklab/progress.json. The model and its text, no files.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "course/lab.hpp"
#include "course/result.hpp"

namespace course {

enum class Standing { not_started, begun, passed };  ///< "not-started", "begun", "passed"

struct Step {
  Standing standing = Standing::not_started;  ///< as the last check saw it
  int hints = 0;                              ///< so many were shown: 0 to 3
};

struct Progress {
  std::string current;                ///< the exercise that `watch` stood at; empty before its first use
  std::map<std::string, Step> steps;  ///< by exercise id; what is not there is not started

  [[nodiscard]] Step of(const std::string& exercise) const;
};

/// Takes over what a check saw. What it could not see (the file did not compile) stays as it was.
void record(Progress& progress, const Result& result);

/// In the course's order, the first exercise after `after` that has not passed; behind the last the search begins anew
/// at the first, `after` itself comes last. Null where all have passed. `after` may be empty.
const Exercise* next_exercise(const std::vector<Lab>& labs, const Progress& progress, const std::string& after);
const Exercise* next_exercise(std::vector<Lab>&&, const Progress&, const std::string&) = delete;  // it points into labs

/// By exercise, the first of those that it builds on that has not passed; nothing of the others.
std::map<std::string, std::string> unpassed_bases(const std::vector<Lab>& labs, const Progress& progress);

/// How many of these labs' exercises have passed, and how many there are.
struct Tally {
  std::size_t passed = 0;
  std::size_t all = 0;
};
Tally tally(const std::vector<Lab>& labs, const Progress& progress);

/// JSON, schema "socklab/progress/1".
std::string to_json(const Progress& progress);
/// Throws Invalid where the text is not exactly that: a file of another version, half of one, a stranger's.
Progress progress_from_json(const std::string& json);

}  // namespace course
