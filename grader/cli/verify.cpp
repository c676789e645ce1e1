// verify: the course checks itself, and tells precisely what is not as it must be.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/self_check.hpp"
#include "engine/files.hpp"

namespace cli {
namespace {

using Kind = engine::Variant::Kind;

struct Counts {
  std::size_t tests = 0;
  std::size_t mistakes = 0;
  std::size_t alternatives = 0;
};

// The tests are counted where all of them ran: in the solution's result, or, without solutions, the skeleton's.
Counts count(const course::Lab& lab, const std::vector<engine::Verified>& all) {
  Counts counts;
  for (const engine::Verified& one : all) {
    if (one.variant->lab->id != lab.id) continue;
    if (one.variant->kind == Kind::mistake) ++counts.mistakes;
    if (one.variant->kind == Kind::alternative) ++counts.alternatives;
    std::size_t tests = 0;
    for (const course::ExerciseResult& exercise : one.result.exercises) tests += exercise.tests.size();
    counts.tests = std::max(counts.tests, tests);
  }
  return counts;
}

std::size_t alike(const course::Lab& lab, const std::vector<engine::Verified>& all) {
  std::size_t mistakes = 0;
  for (const auto& group : course::look_alikes(engine::known_mistakes(lab, all))) mistakes += group.size();
  return mistakes;
}

std::string json(const Course& course, const std::vector<engine::Verified>& all) {
  nlohmann::ordered_json labs = nlohmann::ordered_json::array();
  for (const course::Lab& lab : course.labs) {
    const Counts counts = count(lab, all);
    labs.push_back({{"id", lab.id},
                    {"exercises", lab.exercises.size()},
                    {"tests", counts.tests},
                    {"mistakes", counts.mistakes},
                    {"alternatives", counts.alternatives},
                    {"idle", engine::idle_tests(lab, all)},
                    {"alike", course::look_alikes(engine::known_mistakes(lab, all))}});
  }
  nlohmann::ordered_json mistakes = nlohmann::ordered_json::array();
  nlohmann::ordered_json problems = nlohmann::ordered_json::array();
  for (const engine::Verified& one : all) {
    if (one.variant->kind == Kind::mistake)
      mistakes.push_back({{"variant", one.variant->name}, {"caught_by", engine::catchers(one)}});
    for (const std::string& problem : one.problems)
      problems.push_back({{"variant", one.variant->name}, {"problem", problem}});
  }
  const nlohmann::ordered_json report{
      {"schema", "socklab/verify/1"}, {"labs", labs}, {"mistakes", mistakes}, {"problems", problems}};
  return report.dump(2, ' ', true, nlohmann::json::error_handler_t::replace) + "\n";
}

// Without one of its mistakes a file would be worse than none.
std::string write_diagnoses(const Course& course, const course::Lab& lab, const std::vector<engine::Verified>& all) {
  const std::string file = "labs/" + lab.id + "/diagnoses.json";
  const std::vector<course::Known> known = engine::known_mistakes(lab, all);
  if (known.empty()) return file + " is not written: the lab has no mistakes.\n";
  for (const course::Known& one : known) {
    if (one.signature.empty())
      return file + " is not written: the tests do not catch " + one.mistake + ". Mend that first.\n";
  }
  engine::write_whole(course.toolchain.diagnoses(lab), course::to_json(known));
  return file + fmt::format(" is written: {} mistakes.\n", known.size());
}

// Told, and no more: what a student is told of beliefs may wait for the end of a change of the tests.
std::string tell_out_of_date(const Options& options, const Course& course, const course::Lab& lab,
                             const std::vector<engine::Verified>& all) {
  const std::vector<course::Known> stored = known_mistakes(options, course, lab);
  if (stored.empty() || !course.toolchain.has_hidden(lab)) return {};
  constexpr std::size_t kNamed = 5;
  std::vector<std::string> names = course::out_of_date(stored, engine::known_mistakes(lab, all));
  const std::size_t count = names.size();
  if (count == 0) return {};
  if (count > kNamed) {
    names.resize(kNamed);
    names.emplace_back("…");
  }
  return fmt::format(
      "labs/{}/diagnoses.json no longer fits the tests, for {} mistakes: {}. When the lab is done, run\n"
      "  grader/socklab verify {} --write-diagnoses\n",
      lab.id, count, fmt::join(names, ", "), lab.number);
}

}  // namespace

std::vector<engine::Verified> verify_course(const Course& course, const std::vector<engine::Variant>& variants,
                                            const Options& options, bool quickly) {
  engine::Settings how = settings(options, course.toolchain, "none");  // the course's own code
  if (options.jobs == 0) ++how.jobs;                                   // many a mistake waits for what never comes
  std::size_t ended = 0;
  return engine::verify(course.toolchain, variants, how, quickly, [&](const engine::Verified& one) {
    progress(options, fmt::format("[{}/{}] {}  {}", ++ended, variants.size(), one.problems.empty() ? "ok " : "BAD",
                                  one.variant->name));
    for (const std::string& problem : one.problems) progress(options, "  " + problem);
  });
}

std::string table_of_labs(const Course& course, const std::vector<engine::Verified>& all) {
  std::string text = fmt::format("{:<24}{:>10}{:>8}{:>10}{:>14}{:>6}{:>7}\n", "lab", "exercises", "tests", "mistakes",
                                 "alternatives", "idle", "alike");
  for (const course::Lab& lab : course.labs) {
    const Counts counts = count(lab, all);
    text += fmt::format("{:<24}{:>10}{:>8}{:>10}{:>14}{:>6}{:>7}\n", lab.id, lab.exercises.size(), counts.tests,
                        counts.mistakes, counts.alternatives, engine::idle_tests(lab, all).size(), alike(lab, all));
  }
  return text +
         "idle: hidden tests that alone catch no mistake; alike: mistakes that no test tells apart; "
         "--json has their names\n";
}

int verify(const Options& options) {
  Course course = load(options);
  if (!options.what.empty()) course.labs = {course::Lab(lab_named(course, options.what.front()))};
  if (options.retold) return verify_retold(course, options);
  const auto variants = engine::variants(course.toolchain, course.labs);
  const auto all = verify_course(course, variants, options, options.quick);

  bool fault = false;
  std::size_t bad = 0;
  std::string told;
  for (const engine::Verified& one : all) {
    fault = fault || one.result.status == course::LabStatus::error;
    bad += one.problems.empty() ? 0 : 1;
    for (const std::string& problem : one.problems) told += one.variant->name + "\n    " + problem + "\n";
  }
  for (const course::Lab& lab : course.labs) {
    if (options.quick) break;  // a test that crashes may only fail then
    const std::string said =
        options.write_diagnoses ? write_diagnoses(course, lab, all) : tell_out_of_date(options, course, lab, all);
    if (!said.empty()) std::cerr << said;
  }
  if (options.json) {
    std::cout << json(course, all);
  } else {
    std::cout << told << (told.empty() ? "" : "\n") << table_of_labs(course, all)
              << fmt::format("{} of {} variants are as they must be.\n", all.size() - bad, all.size());
  }
  if (fault) return our_fault;
  return bad == 0 ? done : test_failed;
}

}  // namespace cli
