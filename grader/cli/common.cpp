// See common.hpp.
#include "cli/common.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>

#include "course/document.hpp"
#include "course/skeleton.hpp"
#include "engine/jobs.hpp"
#include "report/encode.hpp"
#include "sandbox/probe.hpp"

namespace cli {
namespace {

[[noreturn]] void no_such_lab(const std::string& name, const std::vector<course::Lab>& labs) {
  std::string there;
  for (const course::Lab& lab : labs) there += (there.empty() ? "" : ", ") + lab.number;
  throw BadInput("there is no lab or exercise '" + name + "'. Labs: " + there +
                 "; exercises: " + (labs.empty() ? "" : labs.front().exercises.front().id) + " and so on");
}

}  // namespace

Course load(const Options& options) {
  Course course{engine::load_toolchain(), {}};
  const std::vector<course::Lab> all = course::load_course(course.toolchain.source_root);
  for (const std::string& name : options.labs) {
    if (course::find_lab(all, name) == nullptr) no_such_lab(name, all);
  }
  for (const course::Lab& lab : all) {
    const auto is_lab = [&](const std::string& name) { return course::find_lab(all, name) == &lab; };
    if (options.labs.empty() || std::any_of(options.labs.begin(), options.labs.end(), is_lab))
      course.labs.push_back(lab);
  }
  return course;
}

const course::Lab& lab_named(const Course& course, const std::string& name) {
  const course::Lab* lab = course::find_lab(course.labs, name);
  if (lab == nullptr) no_such_lab(name, course.labs);
  return *lab;
}

std::string at_place(const Course& course, const std::string& name) {
  const std::filesystem::path place = name;  // "…/NN-topic/topic.cpp:95", or without the line
  const course::Lab* lab = course::find_lab(course.labs, place.parent_path().filename().string());
  if (lab == nullptr) return name;
  const std::string last = place.filename().string();
  const std::size_t colon = last.find(':');
  const std::string file = last.substr(0, colon);
  if (colon == std::string::npos || std::find(lab->files.begin(), lab->files.end(), file) == lab->files.end())
    return lab->id;
  const std::string text = course::read_text(course.toolchain.source_root / "labs" / lab->id / file);
  const course::Exercise* exercise =
      course::exercise_at(text, *lab, static_cast<std::size_t>(std::atol(last.c_str() + colon + 1)));
  return exercise != nullptr ? exercise->id : lab->id;
}

void name_places(course::Result& result) {
  const auto name_all = [](std::string& text, const std::string& file, const std::string& place) {
    for (const std::string before : {" ", "("}) {
      const std::string brief = before + file + ":";
      for (auto at = text.find(brief); at != std::string::npos; at = text.find(brief, at + place.size()))
        text.replace(at + 1, file.size(), place);
    }
  };
  for (course::LabResult& lab : result.labs) {
    for (course::ExerciseResult& exercise : lab.exercises) {
      for (course::Test& test : exercise.tests) {
        for (const std::string& file : lab.files) name_all(test.message, file, "labs/" + lab.id + "/" + file);
      }
    }
  }
}

engine::Settings settings(const Options& options, const engine::Toolchain& toolchain, const std::string& by_default) {
  engine::Settings settings;
  // 53 bits: every reader of JSON keeps them.
  settings.seed = options.seed.value_or(std::random_device{}());
  settings.jobs = options.jobs != 0 ? options.jobs : engine::usual_jobs();
  settings.budget = std::chrono::seconds(options.budget);
  settings.confined = (options.sandbox.empty() ? by_default : options.sandbox) != "none";
  if (!settings.confined) return settings;
  if (const auto unavailable = sandbox::probe(toolchain.boxes())) {
    throw NoSandbox("nothing was graded, because submissions cannot be confined here.\n  Cause: " + unavailable->cause +
                    "\n  Mend:  " + unavailable->mend);
  }
  return settings;
}

std::vector<course::Known> known_mistakes(const Options& options, const Course& course, const course::Lab& lab) {
  try {
    return course::load_diagnoses(course.toolchain.diagnoses(lab));
  } catch (const std::exception& error) {
    const std::string why = error.what();
    progress(options,
             fmt::format("lab {} gets no diagnoses, and all else as ever: {}. To mend it, fetch labs/{}/diagnoses.json "
                         "again, or, with solutions/, type: ./grader/socklab verify {} --write-diagnoses",
                         lab.number, why.substr(0, why.find_first_of("\n;")), lab.id, lab.number));
    return {};
  }
}

engine::KnownByLab known_mistakes(const Options& options, const Course& course) {
  engine::KnownByLab known;
  for (const course::Lab& lab : course.labs) known[lab.id] = known_mistakes(options, course, lab);
  return known;
}

report::Terminal terminal(const Options& options) {
  report::Terminal terminal;
  const char* kind = std::getenv("TERM");
  const bool shows_colour = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr && kind != nullptr &&
                            std::string(kind) != "dumb";
  terminal.colour = options.color == "always" || (options.color == "auto" && shows_colour);
  terminal.details = !options.quiet;
  return terminal;
}

void check_place(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (std::filesystem::is_directory(file)) throw BadInput(file.string() + " is a folder. Choose another name");
  if (!std::filesystem::is_directory(folder))
    throw BadInput("there is no folder " + folder.string() + ". Make it, then start again: mkdir -p " +
                   folder.string());
}

void progress(const Options& options, const std::string& line) {
  if (!options.quiet) std::cerr << report::ci_log(report::printable_lines(line)) << std::endl;
}

std::string points(const course::LabResult& result) {
  if (result.status != course::LabStatus::graded) return std::string(to_text(result.status));
  return fmt::format("{} of {}", result.score, result.max);
}

bool has_error(const course::Result& result) {
  return std::any_of(result.labs.begin(), result.labs.end(),
                     [](const course::LabResult& lab) { return lab.status == course::LabStatus::error; });
}

}  // namespace cli
