// The course checks itself: solutions and alternatives get full marks, skeletons are "not started" throughout, and
// every known mistake is caught by a test of the exercise that it names.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "course/diagnosis.hpp"
#include "course/lab.hpp"
#include "course/mistakes.hpp"
#include "engine/grade.hpp"
#include "engine/toolchain.hpp"

namespace engine {

/// One program to grade, and what its result must be.
struct Variant {
  enum class Kind { skeleton, solution, alternative, mistake };
  Kind kind;
  const course::Lab* lab;
  std::string name;  ///< as messages call it: "solutions/01-…/alternatives/raw.cpp", "mistake ignores-the-count (…:12)"
  HandedIn handed_in;
  course::Mistake mistake;  ///< where it is one
};

struct Verified {
  const Variant* variant;
  course::LabResult result;
  std::vector<std::string> problems;  ///< empty: it is as it must be
};

/// All variants of these labs; of a tree without solutions, the skeletons. Throws course::Invalid.
std::vector<Variant> variants(const Toolchain& toolchain, const std::vector<course::Lab>& labs);

/// The known mistakes of these labs, made a second time by somebody who knew only what each believes, from
/// solutions/NN-topic/retold.toml; and the solutions, since several are made in one. Throws course::Invalid.
std::vector<Variant> retold(const Toolchain& toolchain, const std::vector<course::Lab>& labs);

/// What is not as it must be, a line for each.
std::vector<std::string> problems(const Variant& variant, const course::LabResult& result);

/// Grades them all, side by side, several mistakes in one program where none disturbs another; calls `done` as each
/// ends, one at a time. `quickly`: mistakes are compiled without the sanitizers, in half of the time; one that no test
/// catches then is graded anew, the way a submission is.
std::vector<Verified> verify(const Toolchain& toolchain, const std::vector<Variant>& variants, const Settings& settings,
                             bool quickly, const std::function<void(const Verified&)>& done);

/// The tests of its exercise that catch this mistake, public and hidden.
std::vector<std::string> catchers(const Verified& mistake);

/// What the mistakes of `lab` showed, as its diagnoses.json tells it, in the order of mistakes.toml.
std::vector<course::Known> known_mistakes(const course::Lab& lab, const std::vector<Verified>& all);

/// The hidden tests of `lab` that alone catch no mistake: whatever they notice, another test of their exercise notices,
/// too. Empty where no mistakes are known.
std::vector<std::string> idle_tests(const course::Lab& lab, const std::vector<Verified>& all);

}  // namespace engine
