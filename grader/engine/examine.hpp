// Runs an examiner, the test program of a lab, on a worker.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "course/scoring.hpp"
#include "engine/toolchain.hpp"

namespace engine {

struct Examination {
  course::Visibility visibility;
  std::string filter = "*";  ///< as --gtest_filter takes it
  std::uint64_t seed = 0;
  std::chrono::seconds budget{300};  ///< for all tests together
  bool confined = true;
  bool whole_timelines = false;  ///< as Settings has it
};

/// The tests of an examiner ("SendAll.SendsEverything") that a filter selects, as it lists them; empty where the lab
/// has no such examiner.
std::vector<std::string> tests_of(const Toolchain& toolchain, const course::Lab& lab, course::Visibility visibility,
                                  const std::string& filter);

/// `worker` lies in a stage, which is all that its box shows it; `reports` is a folder for the examiner to write in.
/// Throws when there is no whole report: the fault is ours then, never the student's.
course::Examined examine(const Toolchain& toolchain, const course::Lab& lab, const Path& worker, const Path& reports,
                         const Examination& examination);

}  // namespace engine
