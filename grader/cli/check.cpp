// check: builds and tests the files in this tree's labs/, and remembers how far they are.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/memory.hpp"
#include "engine/examine.hpp"

namespace cli {
namespace {

using course::Visibility;

/// What stands behind the point: "SendsEverything".
std::string short_name(const std::string& test) { return test.substr(test.find('.') + 1); }

/// The one test of an exercise that goes by this name, with its suite or without. Throws BadInput, which tells what
/// there is.
std::string test_named(const std::string& name, const Course& course, const course::Lab& exercise, bool hidden) {
  const std::string filter = engine::filter_of(exercise);
  auto tests = engine::tests_of(course.toolchain, exercise, Visibility::public_test, filter);
  if (hidden) {
    const auto more = engine::tests_of(course.toolchain, exercise, Visibility::hidden_test, filter);
    tests.insert(tests.end(), more.begin(), more.end());
  }
  std::vector<std::string> found;
  std::copy_if(tests.begin(), tests.end(), std::back_inserter(found),
               [&](const std::string& test) { return name == test || name == short_name(test); });
  if (found.size() == 1) return found.front();
  std::string there;
  for (const std::string& test : found.empty() ? tests : found)
    there += "\n  " + (found.empty() ? short_name(test) : test);
  throw BadInput((found.empty() ? "there is no test '" + name + "' in " + exercise.exercises.front().id
                                : "there are several tests '" + name + "'") +
                 "; type one of these:" + there);
}

}  // namespace

int check(const Options& options) {
  Course course = load(options);
  keep_skeletons(options, course);
  engine::Settings how = settings(options, course.toolchain, "none");
  how.hidden = options.hidden;
  if (!options.what.empty()) {
    const std::string name = at_place(course, options.what.front());
    const course::Lab lab = lab_named(course, name);
    if (lab.find(name) != nullptr) how.exercises = {name};
    course.labs = {lab};
    if (options.what.size() > 1) {
      if (how.exercises.empty())
        throw BadInput("one test is one of an exercise; type, for example: check " + lab.exercises.front().id + " " +
                       options.what.back());
      how.test = test_named(options.what.back(), course, lab.only({name}), options.hidden);
    }
  }
  how.known = known_mistakes(options, course);
  auto results = engine::grade(
      course.toolchain, course.labs, {{"", std::filesystem::canonical(course.toolchain.source_root)}}, how,
      [](const engine::Submission&, const course::LabResult&) {}, [](const course::Result&) {});
  course::Result& result = results.front();
  name_places(result);
  // One test alone does not make an exercise pass.
  const course::Progress progress =
      how.test.empty()
          ? update_progress(options, course, [&](course::Progress& known) { course::record(known, result); })
          : load_progress(options, course);
  report::Terminal page = terminal(options);
  page.test = how.test.empty() ? "" : options.what.back();
  page.tell_of_watch = progress.current.empty();
  page.bases = course::unpassed_bases(course.labs, progress);
  for (const course::Lab& lab : course.labs)
    for (const course::Exercise& exercise : lab.exercises) page.places[exercise.id] = place_of(course, exercise);
  std::cout << (options.json ? course::to_json(result) : report::to_terminal(result, page));
  if (has_error(result)) return our_fault;
  return course::all_passed(result) ? done : test_failed;
}

}  // namespace cli
