// status, next, reset: where a student stands, where to go on, how to begin anew.
#include <unistd.h>

#include <iostream>

#include "cli/commands.hpp"
#include "cli/memory.hpp"
#include "report/encode.hpp"
#include "report/progress.hpp"

namespace cli {
namespace {

bool agreed(const course::Lab& lab) {
  if (::isatty(STDIN_FILENO) != 1)
    throw BadInput("reset asks before it puts a skeleton back, and there is nobody to ask. Type: reset " + lab.number +
                   " --yes");
  std::cout << "Put the skeleton of lab " << lab.number << " (" << report::printable(lab.title)
            << ") back? All its exercises begin anew; your file is kept beside it. [y/N] " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace

int status(const Options& options) {
  const Course course = load(options);
  keep_skeletons(options, course);
  const course::Progress progress = load_progress(options, course);
  if (options.json) {
    std::cout << course::to_json(progress);
    return done;
  }
  const report::Ink ink{terminal(options).colour};
  std::string text = "\n";
  for (const std::string& line : report::progress_table(course.labs, progress, progress.current, false, ink))
    text += line + "\n";
  text += "\n" + report::progress_bar(course.labs, progress, ink) + "\n\n  " + ink.bold("next") +
          "   ./grader/socklab next      (or: ./grader/socklab watch)\n\n";
  std::cout << report::ci_log(text);
  return done;
}

int next(const Options& options) {
  const Course course = load(options);
  keep_skeletons(options, course);
  const report::Ink ink{terminal(options).colour};
  const course::Exercise* exercise = course::next_exercise(course.labs, load_progress(options, course), "");
  if (exercise == nullptr) {
    std::cout << "\n  Every exercise has passed. To see them all, type: ./grader/socklab status\n\n";
    return done;
  }
  const course::Lab& lab = lab_named(course, exercise->id);
  std::cout << "\n  " << ink.bold(report::printable(exercise->id + "  " + exercise->title)) << "\n\n  write in  "
            << place_of(course, *exercise) << "\n  the task  labs/" << lab.id << "/README.md\n  read on   "
            << report::printable(exercise->see) << "\n  next      ./grader/socklab watch " << exercise->id << "\n\n";
  return done;
}

int reset(const Options& options) {
  const Course course = load(options);
  keep_skeletons(options, course);
  const course::Lab& lab = lab_named(course, options.what.front());
  if (lab.find(options.what.front()) != nullptr)
    throw BadInput("a reset is for a whole lab, since its exercises share a file. Type: reset " + lab.number);
  if (!options.yes && !agreed(lab)) {
    std::cout << "Nothing was changed.\n";
    return done;
  }
  const auto kept = put_back(options, course, lab);
  std::cout << "Lab " << lab.number << " begins anew.";
  for (const std::string& file : kept) std::cout << " Your file is kept as " << file << ".";
  std::cout << "\nnext   ./grader/socklab watch " << lab.number << "\n";
  return done;
}

}  // namespace cli
