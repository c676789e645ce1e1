// What `verify` does and `test` does too.
#pragma once

#include <vector>

#include "cli/common.hpp"
#include "engine/verify.hpp"

namespace cli {

/// Grades the variants, with progress on standard error.
std::vector<engine::Verified> verify_course(const Course& course, const std::vector<engine::Variant>& variants,
                                            const Options& options);

}  // namespace cli
