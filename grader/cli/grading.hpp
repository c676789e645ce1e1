// What grading submissions and grading a class share.
#pragma once

#include <filesystem>
#include <vector>

#include "cli/common.hpp"

namespace cli {

/// grade --class DIR
int grade_class(const Options& options);

/// --out, or .socklab in the tree.
std::filesystem::path out_folder(const Options& options, const Course& course);
/// On standard output, as the options want it: JSON, one submission's details, or a table of several.
void show_results(const std::vector<course::Result>& results, const Options& options);

}  // namespace cli
