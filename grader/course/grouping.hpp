// Which mistakes can be made in one program, so that it is compiled once: those of different exercises, of which none
// changes what another's exercise may call.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "course/mistakes.hpp"

namespace course {

/// Groups of indices into `mistakes`; each index is in one group, the first of them in order. In a group no exercise
/// is there twice, and no mistake lies in a part of `solution` that another's exercise reaches. An exercise's own code
/// begins with its comment, "// 01.4", at the start of a line, and reaches what its names lead to. What cannot be
/// judged by that is alone: an exercise without such a comment, an edit outside of functions, types and constants, a
/// part with an operator, which is called without its name. Throws Invalid where a mistake does not fit the solution.
std::vector<std::vector<std::size_t>> groups(const std::vector<Mistake>& mistakes, const std::string& solution);

}  // namespace course
