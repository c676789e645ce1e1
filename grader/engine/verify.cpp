// See verify.hpp.
#include "engine/verify.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <set>

#include "course/document.hpp"
#include "course/grouping.hpp"
#include "engine/jobs.hpp"

namespace engine {
namespace {

using course::LabResult;
using course::LabStatus;
using course::TestStatus;

HandedIn files_of(const Path& folder, const course::Lab& lab) {
  HandedIn handed_in;
  for (const std::string& name : lab.files) {
    handed_in.files.push_back({name, course::read_text(folder / name)});
  }
  return handed_in;
}

// The solution's files with the main one, NN-topic/topic.cpp, replaced.
HandedIn with_main(HandedIn handed_in, const course::Lab& lab, const std::string& text) {
  for (File& file : handed_in.files) {
    if (file.name == lab.topic + ".cpp") file.text = text;
  }
  return handed_in;
}

std::string main_text(const HandedIn& handed_in, const course::Lab& lab) {
  for (const File& file : handed_in.files) {
    if (file.name == lab.topic + ".cpp") return file.text;
  }
  throw course::Invalid("labs/" + lab.id + "/lab.toml: files does not name " + lab.topic + ".cpp");
}

// What `file` makes of the solution; nothing where there is no such file.
void add_mistakes(std::vector<Variant>& all, const course::Lab& lab, const HandedIn& solution, const std::string& kind,
                  const Path& file) {
  if (!std::filesystem::exists(file)) return;
  for (const course::Mistake& mistake : course::load_mistakes(file, lab)) {
    const std::string name = "solutions/" + lab.id + " " + kind + " " + mistake.name;
    const std::string text = course::apply(mistake, main_text(solution, lab));
    all.push_back({Variant::Kind::mistake, &lab, name, with_main(solution, lab, text), mistake});
  }
}

void add_variants(std::vector<Variant>& all, const Toolchain& toolchain, const course::Lab& lab) {
  const Path root = toolchain.source_root;
  using Kind = Variant::Kind;
  all.push_back({Kind::skeleton, &lab, "labs/" + lab.id + " (skeleton)", files_of(root / "labs" / lab.id, lab), {}});
  if (!toolchain.has_hidden(lab)) return;

  const std::string private_part = "solutions/" + lab.id;
  const HandedIn solution = files_of(root / private_part, lab);
  all.push_back({Kind::solution, &lab, private_part + " (solution)", solution, {}});
  std::vector<Path> alternatives;
  if (const Path folder = root / private_part / "alternatives"; std::filesystem::exists(folder)) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".cpp") alternatives.push_back(entry.path());
    }
  }
  std::sort(alternatives.begin(), alternatives.end());
  for (const Path& path : alternatives) {
    const std::string name = private_part + "/alternatives/" + path.filename().string();
    all.push_back({Kind::alternative, &lab, name, with_main(solution, lab, course::read_text(path)), {}});
  }
  add_mistakes(all, lab, solution, "mistake", root / private_part / "mistakes.toml");
}

bool caught(TestStatus status) {
  return status == TestStatus::failed || status == TestStatus::crashed || status == TestStatus::timed_out;
}

std::vector<std::string> not_graded_problems(const LabResult& result) {
  return {std::string(to_text(result.status)) + ": " + result.message +
          (result.build_log.empty() ? "" : "\n" + result.build_log)};
}

std::vector<std::string> all_tests_are(TestStatus wanted, const LabResult& result) {
  std::vector<std::string> problems;
  if (!result.build_log.empty()) problems.push_back("it compiles with warnings:\n" + result.build_log);
  for (const course::ExerciseResult& exercise : result.exercises) {
    for (const course::Test& test : exercise.tests) {
      if (test.status == wanted) continue;
      problems.push_back(exercise.id + " " + test.name + " is " + std::string(to_text(test.status)) + ", not " +
                         std::string(to_text(wanted)) + (test.message.empty() ? "" : ": " + test.message));
    }
  }
  return problems;
}

std::vector<std::string> escapes(const course::Mistake& mistake, const LabResult& result) {
  std::vector<std::string> problems;
  std::map<std::string, bool> failed;  // by name; a public and a hidden test may share one
  bool noticed = false;
  for (const course::ExerciseResult& exercise : result.exercises) {
    for (const course::Test& test : exercise.tests) {
      failed[test.name] = failed[test.name] || caught(test.status);
      noticed = noticed || (exercise.id == mistake.exercise && caught(test.status));
    }
  }
  if (!noticed) problems.push_back(mistake.where + ": no test of " + mistake.exercise + " catches it");
  for (const std::string& name : mistake.fails) {
    const auto test = failed.find(name);
    if (test == failed.end()) problems.push_back(mistake.where + ": there is no test " + name);
    if (test != failed.end() && !test->second) problems.push_back(mistake.where + ": " + name + " does not fail");
  }
  return problems;
}

// A mistake that names tests of other exercises, too, is tried with all of the lab's.
bool fails_elsewhere(const Variant& variant) {
  return std::any_of(variant.mistake.fails.begin(), variant.mistake.fails.end(), [&](const std::string& test) {
    const course::Exercise* exercise = variant.lab->find_suite(test.substr(0, test.find('.')));
    return exercise == nullptr || exercise->id != variant.mistake.exercise;
  });
}

// What is compiled and examined as one program.
struct Trial {
  std::vector<const Variant*> variants;
  HandedIn handed_in;
};

// The mistakes that share a program: half of the time would go into compiling one for each.
void add_shared(std::vector<Trial>& trials, const std::vector<const Variant*>& mistakes, const Variant& solution) {
  std::vector<course::Mistake> made;
  for (const Variant* variant : mistakes) made.push_back(variant->mistake);
  const std::string right = main_text(solution.handed_in, *solution.lab);
  for (const std::vector<std::size_t>& group : course::groups(made, right)) {
    Trial trial;
    course::Mistake all = made[group.front()];
    all.edits.clear();
    for (const std::size_t i : group) {
      trial.variants.push_back(mistakes[i]);
      all.edits.insert(all.edits.end(), made[i].edits.begin(), made[i].edits.end());
    }
    trial.handed_in = with_main(solution.handed_in, *solution.lab, course::apply(all, right));
    trials.push_back(std::move(trial));
  }
}

std::vector<Trial> trials_of(const std::vector<Variant>& variants) {
  std::vector<Trial> trials;
  std::map<const course::Lab*, std::vector<const Variant*>> sharing;
  std::map<const course::Lab*, const Variant*> solutions;
  for (const Variant& variant : variants) {
    if (variant.kind == Variant::Kind::solution) solutions[variant.lab] = &variant;
    if (variant.kind == Variant::Kind::mistake && solutions.contains(variant.lab) && !fails_elsewhere(variant))
      sharing[variant.lab].push_back(&variant);
    else
      trials.push_back({{&variant}, variant.handed_in});
  }
  for (const auto& [lab, mistakes] : sharing) add_shared(trials, mistakes, *solutions.at(lab));
  return trials;
}

// Those that run side by side share this machine's names and ports, so each has a seed of its own, always the same.
// For a mistake, the tests of its exercise are enough, unless it names others: that is much of the time saved.
Settings settings_for(const Trial& trial, Settings settings) {
  settings.seed += std::hash<std::string>()(trial.variants.front()->name) % 1'000'000;
  settings.budget *= static_cast<int>(trial.variants.size());
  for (const Variant* variant : trial.variants) {
    if (variant->kind == Variant::Kind::mistake && !fails_elsewhere(*variant))
      settings.exercises.push_back(variant->mistake.exercise);
  }
  return settings;
}

LabResult only(LabResult result, const std::string& exercise) {
  std::erase_if(result.exercises, [&](const course::ExerciseResult& one) { return one.id != exercise; });
  return result;
}

Verified try_alone(const Toolchain& toolchain, const Variant& variant, const Settings& settings) {
  const Trial trial{{&variant}, {}};
  Verified verified{&variant, grade_lab(toolchain, *variant.lab, variant.handed_in, settings_for(trial, settings)), {}};
  verified.problems = problems(variant, verified.result);
  return verified;
}

// Mistakes together, with the `first` toolchain; but what is not as it must be then, even for lack of a program, is
// tried alone, the way a submission is, before it is told.
std::vector<Verified> try_together(const Toolchain& toolchain, const Toolchain& first, const Trial& trial,
                                   const Settings& settings) {
  std::vector<Verified> all;
  LabResult result;
  const bool mistakes = trial.variants.front()->kind == Variant::Kind::mistake;
  const bool worth_it = trial.variants.size() > 1 || (mistakes && !first.sanitized);
  if (worth_it) result = grade_lab(first, *trial.variants.front()->lab, trial.handed_in, settings_for(trial, settings));
  for (const Variant* variant : trial.variants) {
    Verified verified{variant, trial.variants.size() > 1 ? only(result, variant->mistake.exercise) : result, {}};
    const bool tried = worth_it && problems(*variant, verified.result).empty();
    all.push_back(tried ? std::move(verified) : try_alone(toolchain, *variant, settings));
  }
  return all;
}

}  // namespace

std::vector<Variant> variants(const Toolchain& toolchain, const std::vector<course::Lab>& labs) {
  std::vector<Variant> all;
  for (const course::Lab& lab : labs) add_variants(all, toolchain, lab);
  return all;
}

std::vector<Variant> retold(const Toolchain& toolchain, const std::vector<course::Lab>& labs) {
  std::vector<Variant> all;
  for (const course::Lab& lab : labs) {
    const Path folder = toolchain.source_root / "solutions" / lab.id;
    if (!std::filesystem::exists(folder / "retold.toml")) continue;
    const HandedIn solution = files_of(folder, lab);
    all.push_back({Variant::Kind::solution, &lab, "solutions/" + lab.id + " (solution)", solution, {}});
    add_mistakes(all, lab, solution, "retold", folder / "retold.toml");
  }
  return all;
}

std::vector<std::string> problems(const Variant& variant, const LabResult& result) {
  if (result.status != LabStatus::graded) return not_graded_problems(result);
  switch (variant.kind) {
    case Variant::Kind::skeleton:
      return all_tests_are(TestStatus::not_started, result);
    case Variant::Kind::solution:
    case Variant::Kind::alternative:
      return all_tests_are(TestStatus::passed, result);
    case Variant::Kind::mistake:
      return escapes(variant.mistake, result);
  }
  return {};
}

std::vector<Verified> verify(const Toolchain& toolchain, const std::vector<Variant>& variants, const Settings& settings,
                             bool quickly, const std::function<void(const Verified&)>& done) {
  const Toolchain first = quickly ? without_sanitizers(toolchain) : toolchain;
  const std::vector<Trial> trials = trials_of(variants);
  std::vector<Verified> all(variants.size());
  std::mutex mutex;
  for_each_job(trials.size(), settings.jobs, [&](std::size_t i) {
    std::vector<Verified> tried = try_together(toolchain, first, trials[i], settings);
    const std::lock_guard lock(mutex);
    for (Verified& verified : tried) {
      done(verified);
      all[static_cast<std::size_t>(verified.variant - variants.data())] = std::move(verified);
    }
  });
  return all;
}

std::vector<std::string> catchers(const Verified& one) {
  std::vector<std::string> names;
  for (const course::ExerciseResult& exercise : one.result.exercises) {
    if (exercise.id != one.variant->mistake.exercise) continue;
    for (const course::Test& test : exercise.tests) {
      if (caught(test.status)) names.push_back(test.name);
    }
  }
  return names;
}

std::vector<course::Known> known_mistakes(const course::Lab& lab, const std::vector<Verified>& all) {
  std::vector<course::Known> known;
  for (const Verified& one : all) {
    const course::Mistake& mistake = one.variant->mistake;
    if (one.variant->kind != Variant::Kind::mistake || one.variant->lab->id != lab.id) continue;
    known.push_back({mistake.name, mistake.exercise, mistake.believes, {}});
    for (const course::ExerciseResult& exercise : one.result.exercises) {
      if (exercise.id == mistake.exercise) known.back().signature = signature_of(exercise);
    }
  }
  return known;
}

std::vector<std::string> idle_tests(const course::Lab& lab, const std::vector<Verified>& all) {
  std::set<std::string> hidden;
  std::set<std::string> needed;
  bool has_mistakes = false;
  for (const Verified& one : all) {
    if (one.variant->lab->id != lab.id) continue;
    for (const course::ExerciseResult& exercise : one.result.exercises) {
      for (const course::Test& test : exercise.tests) {
        if (test.visibility == course::Visibility::hidden_test) hidden.insert(test.name);
      }
    }
    if (one.variant->kind != Variant::Kind::mistake) continue;
    has_mistakes = true;
    const std::vector<std::string> names = catchers(one);
    if (names.size() == 1) needed.insert(names.front());
  }
  std::vector<std::string> idle;
  if (has_mistakes)
    std::set_difference(hidden.begin(), hidden.end(), needed.begin(), needed.end(), std::back_inserter(idle));
  return idle;
}

}  // namespace engine
