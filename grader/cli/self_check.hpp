// What `verify` does and `test` does too.
#pragma once

#include <string>
#include <vector>

#include "cli/common.hpp"
#include "engine/verify.hpp"

namespace cli {

/// Grades the variants, with progress on standard error. `quickly`: see engine::verify.
std::vector<engine::Verified> verify_course(const Course& course, const std::vector<engine::Variant>& variants,
                                            const Options& options, bool quickly = false);

/// The known mistakes told a second time: how often the right belief is named. Throws BadInput where there are none.
int verify_retold(const Course& course, const Options& options);

/// A line for each lab: how many exercises, tests, mistakes, alternatives and idle tests it has.
std::string table_of_labs(const Course& course, const std::vector<engine::Verified>& all);

}  // namespace cli
