// hint: the hints of an exercise, one more each time or as many as asked for; and where to read.
#include <algorithm>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/memory.hpp"
#include "report/encode.hpp"
#include "report/progress.hpp"

namespace cli {

int hint(const Options& options) {
  const Course course = load(options);
  const std::string name = at_place(course, options.what.front());
  const course::Lab& lab = lab_named(course, name);
  const course::Exercise* exercise = lab.find(name);
  if (exercise == nullptr)
    throw BadInput("a hint is for one exercise; type, for example: hint " + lab.exercises.front().id);
  const int most = static_cast<int>(exercise->hints.size());
  int shown = options.level;
  update_progress(options, course, [&](course::Progress& progress) {
    int& before = progress.steps[exercise->id].hints;
    if (shown == 0) shown = std::min(before + 1, most);
    before = std::max(before, shown);
  });
  if (shown == 0) shown = 1;  // nothing can be remembered here
  std::string text = "\n";
  for (const std::string& line : report::tell_hints(*exercise, shown, {terminal(options).colour})) text += line + "\n";
  text += "\n  read on   " + report::printable(exercise->see) + "\n  next      ./grader/socklab " +
          (shown < most ? "hint " + exercise->id + " " + std::to_string(shown + 1) : "check " + exercise->id) + "\n\n";
  std::cout << report::ci_log(text);
  return done;
}

}  // namespace cli
