// See class_results.hpp.
#include "engine/class_results.hpp"

#include <sys/stat.h>

#include "course/document.hpp"
#include "course/scoring.hpp"
#include "engine/files.hpp"

namespace engine {
namespace {

// A file's time and size: another text would have another time.
std::string state_of(const Path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return "none";
  return std::to_string(status.st_mtim.tv_sec) + "." + std::to_string(status.st_mtim.tv_nsec) + " " +
         std::to_string(status.st_size);
}

// All that the student's result depends on, in one line.
std::string state_of(const ClassPlaces& places, const Submission& submission, const std::vector<course::Lab>& labs,
                     const Settings& settings) {
  const course::Origin& origin = submission.origin;
  std::string state = std::to_string(settings.seed) + " " + std::string(course::to_text(settings.reveal)) + " " +
                      origin.id + " " + (origin.submitted ? course::to_text(*origin.submitted) : "") +
                      (origin.late ? " late" : "");
  for (char& c : state)
    if (c == '\n') c = ' ';
  for (const course::Lab& lab : labs) state += "; " + lab.id + " " + state_of(places.of_lab(submission.name, lab.id));
  return state + "; " + state_of(places.result(submission.name)) + "\n";
}

std::optional<course::Result> known(const Path& brief, const std::string& state) {
  try {
    const std::string text = course::read_text(brief);
    if (text.starts_with(state)) return course::from_json(text.substr(state.size()));
  } catch (const std::exception&) {  // not there, or of another version
  }
  return {};
}

}  // namespace

course::Result collect(const ClassPlaces& places, const Submission& submission, const std::vector<course::Lab>& labs,
                       const Settings& settings) {
  std::vector<course::LabResult> all;
  for (const course::Lab& lab : labs) {
    const Path file = places.of_lab(submission.name, lab.id);
    try {
      all.push_back(course::from_json(course::read_text(file)).labs.at(0));
    } catch (const std::exception& error) {
      all.push_back(course::not_graded(lab, course::LabStatus::error,
                                       "This is the grader's fault, not the submission's: " +
                                           std::string(error.what()) + ". Grade the class again; what is done stays."));
    }
  }
  course::Result result = course::make_result(submission.name, settings.seed, settings.sandbox(), std::move(all));
  result.reveal = settings.reveal;
  result.origin = submission.origin;
  return result;
}

course::Result update(const ClassPlaces& places, const Submission& submission, const std::vector<course::Lab>& labs,
                      const Settings& settings) {
  const Path brief = places.brief(submission.name);
  if (auto same = known(brief, state_of(places, submission, labs, settings))) return *std::move(same);
  course::Result result = collect(places, submission, labs, settings);
  const Path file = places.result(submission.name);
  const std::string text = course::to_json(result);
  if (!std::filesystem::exists(file) || course::read_text(file) != text) write_whole(file, text);
  for (course::LabResult& lab : result.labs) lab.exercises.clear();
  std::filesystem::create_directories(brief.parent_path());
  write_whole(brief, state_of(places, submission, labs, settings) + course::to_json(result), false);
  return result;
}

}  // namespace engine
