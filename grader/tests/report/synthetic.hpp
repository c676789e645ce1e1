// A class of any size, made up by seed, for the tests of pages.
#pragma once

#include <vector>

#include "course/result.hpp"

/// Students s001, s002, … with `labs` labs of five exercises each: some have not begun, do not compile, have not handed
/// in, or met a fault of ours; the abler pass more. The same seed gives the same class.
std::vector<course::Result> synthetic_class(std::size_t students, std::size_t labs, unsigned seed);
