// From what was handed in to a result: intake, build, examination, score.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "course/diagnosis.hpp"
#include "course/result.hpp"
#include "engine/intake.hpp"
#include "engine/toolchain.hpp"

namespace engine {

/// What the known mistakes show, by the lab's id.
using KnownByLab = std::map<std::string, std::vector<course::Known>>;

struct Settings {
  std::uint64_t seed = 0;
  bool hidden = true;  ///< hidden tests too, where there are any
  course::Reveal reveal = course::Reveal::full;
  bool confined = true;  ///< false: for one's own code alone
  unsigned jobs = 1;
  std::chrono::seconds budget{300};    ///< for all tests of a lab: one that waits in every test must end, too
  std::vector<std::string> exercises;  ///< "01.4": their tests alone; empty: all
  std::string test;                    ///< "SendAll.SendsEverything": it alone, of one exercise; empty: all
  KnownByLab known;                    ///< a lab that is not there gets no diagnoses
  bool whole_timelines = false;        ///< every line of them, repeated ones too

  [[nodiscard]] std::string sandbox() const { return confined ? "bubblewrap" : "none"; }
};

/// What selects the tests of this lab's exercises, as --gtest_filter takes it.
std::string filter_of(const course::Lab& lab);

/// One lab of one submission. Whatever is our own fault becomes the status `error`. Throws sandbox::Interrupted.
course::LabResult grade_lab(const Toolchain& toolchain, const course::Lab& lab, const HandedIn& handed_in,
                            const Settings& settings);

/// All of these labs of all of these submissions. `lab_done` and `done` are called as things end, one call at a time;
/// the results come back in the order of the submissions.
std::vector<course::Result> grade(const Toolchain& toolchain, const std::vector<course::Lab>& labs,
                                  const std::vector<Submission>& submissions, const Settings& settings,
                                  const std::function<void(const Submission&, const course::LabResult&)>& lab_done,
                                  const std::function<void(const course::Result&)>& done);

}  // namespace engine
