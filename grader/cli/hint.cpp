// hint: the hints of an exercise, one more with each number; and where to read.
#include <iostream>

#include "cli/commands.hpp"
#include "cli/common.hpp"

namespace cli {

int hint(const Options& options) {
  const Course course = load(options);
  const std::string& name = options.what.front();
  const course::Lab& lab = lab_named(course, name);
  const course::Exercise* exercise = lab.find(name);
  if (exercise == nullptr)
    throw BadInput("a hint is for one exercise; type, for example: hint " + lab.exercises.front().id);
  const auto shown = static_cast<std::size_t>(options.level);
  std::cout << "\n  " << exercise->id << "  " << exercise->title << "\n";
  for (std::size_t i = 0; i < shown && i < exercise->hints.size(); ++i) {
    std::cout << "\n  " << i + 1 << ".  " << exercise->hints[i] << "\n";
  }
  std::cout << "\n  read on   " << exercise->see << "\n";
  if (shown < exercise->hints.size()) {
    std::cout << "  next      ./grader/socklab hint " << exercise->id << " " << shown + 1 << "\n";
  } else {
    std::cout << "  next      ./grader/socklab check " << exercise->id << "\n";
  }
  std::cout << "\n";
  return done;
}

}  // namespace cli
