// The diagnosis: a failed exercise compared with what the known mistakes show. What they show stands in
// labs/NN-topic/diagnoses.json, which `verify --write-diagnoses` makes, so that it works without solutions, too.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/signature.hpp"

namespace course {

/// A known mistake, as far as a diagnosis needs it.
struct Known {
  std::string mistake;   ///< "recv-fills-the-buffer"
  std::string exercise;  ///< "01.5"
  std::string believes;
  Signature signature;  ///< by public and hidden tests
};

/// The mistakes that a failed exercise looks like, the likeliest first, three at most; none where nothing is near or
/// nothing failed. Compares by the tests that ran: without hidden tests, by the public ones alone. A confidence is the
/// square of the likeness, less where few tests ran or failed, and shared with the mistakes that are as near: two that
/// no test tells apart have less than 0.5 each.
std::vector<Diagnosis> diagnose(const ExerciseResult& exercise, const std::vector<Known>& known);

/// Mistakes of one exercise that no test tells apart: the names of each group. What no test caught is in none.
std::vector<std::vector<std::string>> look_alikes(const std::vector<Known>& known);

/// The mistakes for which `stored` no longer fits what they show `now`, beyond what another seed changes: changed, new
/// or gone.
std::vector<std::string> out_of_date(const std::vector<Known>& stored, const std::vector<Known>& now);

/// The file of a lab's signatures, schema "socklab/diagnoses/1": {"schema", "mistakes": [{"mistake", "exercise",
/// "believes", "shows": ["TEST TRAIT TRAIT …", …]}]}.
std::string to_json(const std::vector<Known>& known);
/// Throws Invalid. `name` is what messages call the file.
std::vector<Known> parse_diagnoses(const std::string& json, const std::string& name);
/// None where there is no such file. Throws Invalid.
std::vector<Known> load_diagnoses(const std::filesystem::path& file);

}  // namespace course
