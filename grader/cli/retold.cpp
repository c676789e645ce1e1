// verify --retold: is the right belief named? For those who develop the course.
#include "course/retold.hpp"

#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/self_check.hpp"
#include "course/reveal.hpp"

namespace cli {
namespace {

using Json = nlohmann::ordered_json;

/// One retold mistake, seen with all tests and without the hidden ones.
struct Seen {
  const engine::Variant* variant = nullptr;
  std::string status;  ///< of the lab: "graded", or why not
  course::Judged all_tests;
  course::Judged public_tests;
  course::Judged all_without;  ///< where the list lacks this very mistake
  course::Judged public_without;
};

std::vector<course::Known> without(std::vector<course::Known> known, const std::string& mistake) {
  std::erase_if(known, [&](const course::Known& one) { return one.mistake == mistake; });
  return known;
}

Seen look(const engine::Verified& one, const std::vector<course::Known>& known) {
  const course::Mistake& mistake = one.variant->mistake;
  Seen seen{one.variant, std::string(to_text(one.result.status)), {}, {}, {}, {}};
  for (const course::ExerciseResult& exercise : one.result.exercises) {
    if (exercise.id != mistake.exercise) continue;
    const course::ExerciseResult shown = course::public_part(exercise);
    const std::vector<course::Known> shown_by = course::public_part(known);
    seen.all_tests = course::judge(exercise, mistake.name, known);
    seen.public_tests = course::judge(shown, mistake.name, shown_by);
    seen.all_without = course::judge(exercise, mistake.name, without(known, mistake.name));
    seen.public_without = course::judge(shown, mistake.name, without(shown_by, mistake.name));
  }
  return seen;
}

Json json(const course::Judged& judged) {
  Json diagnoses = Json::array();
  for (const course::Diagnosis& one : judged.diagnoses)
    diagnoses.push_back({{"mistake", one.mistake}, {"confidence", one.confidence}});
  return {{"named", to_text(judged.named)}, {"diagnosis", diagnoses}};
}

std::string json(const std::vector<Seen>& all) {
  Json retold = Json::array();
  for (const Seen& seen : all) {
    retold.push_back({{"lab", seen.variant->lab->id},
                      {"exercise", seen.variant->mistake.exercise},
                      {"mistake", seen.variant->mistake.name},
                      {"status", seen.status},
                      {"all_tests", json(seen.all_tests)},
                      {"public_tests", json(seen.public_tests)},
                      {"all_tests_without_it", json(seen.all_without)},
                      {"public_tests_without_it", json(seen.public_without)}});
  }
  const Json report{{"schema", "socklab/retold/1"}, {"retold", retold}};
  return report.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

/// What was seen of one lab, or of all.
struct Figures {
  course::Outcomes all_tests;
  course::Outcomes public_tests;
  void add(const course::Judged& by_all, const course::Judged& by_public) {
    all_tests.add(by_all);
    public_tests.add(by_public);
  }
};

std::string row(const std::string& what, const Figures& figures) {
  std::string text = fmt::format("{:<24}{:>7}", what, figures.all_tests.tried);
  for (const course::Outcomes* one : {&figures.all_tests, &figures.public_tests}) {
    text += fmt::format("   |{:>7}{:>7}{:>6}{:>6}{:>7}{:>6}", one->caught, one->first, one->in_three, one->none,
                        one->wrong_first, one->sure);
  }
  return text + "\n";
}

std::string table(const std::vector<course::Lab>& labs, const std::vector<Seen>& all) {
  const std::string columns =
      fmt::format("   |{:>7}{:>7}{:>6}{:>6}{:>7}{:>6}", "caught", "first", "in 3", "none", "wrong", "sure");
  std::string text = fmt::format("{:<31}   | {:<38}   | {}\n", "", "all tests", "public tests alone");
  text += fmt::format("{:<24}{:>7}", "lab", "retold") + columns + columns + "\n";
  Figures every_lab;
  Figures without_it;
  Figures unlisted;
  for (const course::Lab& lab : labs) {
    Figures figures;
    for (const Seen& seen : all) {
      if (seen.variant->lab->id != lab.id) continue;
      if (course::is_unlisted(seen.variant->mistake.name)) {
        unlisted.add(seen.all_tests, seen.public_tests);
      } else {
        figures.add(seen.all_tests, seen.public_tests);
        every_lab.add(seen.all_tests, seen.public_tests);
        without_it.add(seen.all_without, seen.public_without);
      }
    }
    if (figures.all_tests.tried > 0) text += row(lab.id, figures);
  }
  if (labs.size() > 1) text += row("all of these", every_lab);
  text += row("list without it", without_it);
  if (unlisted.all_tests.tried > 0) text += row("bugs in no list", unlisted);
  return text +
         "first, in 3: the right belief is named first, among the three; none: silence; wrong: another one is first,\n"
         "and sure of it with 0.5 or more; list without it: the very mistake is left out. --json lists each\n";
}

}  // namespace

int verify_retold(const Course& course, const Options& options) {
  const auto variants = engine::retold(course.toolchain, course.labs);
  if (variants.empty()) throw BadInput("none of these labs has a solutions/NN-topic/retold.toml; see grader/README.md");
  engine::KnownByLab known = known_mistakes(options, course);
  std::vector<Seen> all;
  for (const engine::Verified& one : verify_course(course, variants, options)) {
    if (one.variant->kind == engine::Variant::Kind::mistake) all.push_back(look(one, known[one.variant->lab->id]));
  }
  std::cout << (options.json ? json(all) : table(course.labs, all));
  return done;
}

}  // namespace cli
