// check: builds and tests the files in this tree's labs/, and remembers how far they are.
#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/memory.hpp"

namespace cli {

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
  }
  how.known = known_mistakes(options, course);
  auto results = engine::grade(
      course.toolchain, course.labs, {{"", std::filesystem::canonical(course.toolchain.source_root)}}, how,
      [](const engine::Submission&, const course::LabResult&) {}, [](const course::Result&) {});
  course::Result& result = results.front();
  name_places(result);
  update_progress(options, course, [&](course::Progress& progress) { course::record(progress, result); });
  report::Terminal how_told = terminal(options);
  for (const course::Lab& lab : course.labs)
    for (const course::Exercise& exercise : lab.exercises) how_told.places[exercise.id] = place_of(course, exercise);
  std::cout << (options.json ? course::to_json(result) : report::to_terminal(result, how_told));
  if (has_error(result)) return our_fault;
  return course::all_passed(result) ? done : test_failed;
}

}  // namespace cli
