// trace: the whole timelines of an exercise's public tests, of those that passed, too.
#include "report/trace.hpp"

#include <algorithm>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/one_exercise.hpp"

namespace cli {
namespace {

bool is_named(const course::Test& test, const std::string& name) {
  return test.name == name || test.name.ends_with("." + name);
}

[[noreturn]] void no_such_test(const course::Exercise& exercise, const std::vector<course::Test>& tests) {
  std::string text = "there is no such test of " + exercise.id + ". Its public tests are:";
  for (const course::Test& test : tests) text += "\n  " + test.name;
  throw BadInput(text);
}

}  // namespace

Ran run_exercise(const Options& options, const Course& course) {
  const std::string name = at_place(course, options.what.front());
  Ran ran;
  ran.lab = lab_named(course, name);
  const course::Exercise* exercise = ran.lab.find(name);
  if (exercise == nullptr)
    throw BadInput(options.command + " is for one exercise; type, for example: " + options.command + " " +
                   ran.lab.exercises.front().id);
  ran.exercise = *exercise;
  ran.how = settings(options, course.toolchain, "none");
  ran.how.hidden = false;
  ran.how.exercises = {name};
  ran.how.whole_timelines = true;
  ran.result = std::move(engine::grade(
                             course.toolchain, {ran.lab}, {{"", course.toolchain.source_root}}, ran.how,
                             [](const engine::Submission&, const course::LabResult&) {}, [](const course::Result&) {})
                             .front());
  name_places(ran.result);
  if (!ran.graded() || options.what.size() < 2) return ran;
  auto& tests = ran.result.labs.front().exercises.front().tests;
  const std::string& wanted = options.what[1];
  if (std::none_of(tests.begin(), tests.end(), [&](const auto& test) { return is_named(test, wanted); }))
    no_such_test(ran.exercise, tests);
  std::erase_if(tests, [&](const auto& test) { return !is_named(test, wanted); });
  return ran;
}

int trace(const Options& options) {
  const Course course = load(options);
  const Ran ran = run_exercise(options, course);
  if (options.json) {
    std::cout << course::to_json(ran.result);
  } else if (!ran.graded()) {
    std::cout << report::to_terminal(ran.result, terminal(options));
  } else {
    std::cout << report::to_trace(ran.of_lab().exercises.front(), {terminal(options).colour});
  }
  if (has_error(ran.result)) return our_fault;
  return ran.graded() ? done : test_failed;
}

}  // namespace cli
