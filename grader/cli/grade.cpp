// grade: one or more submissions, each into a result file.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/common.hpp"
#include "cli/grading.hpp"
#include "cli/people.hpp"
#include "engine/commit_time.hpp"
#include "engine/files.hpp"

namespace cli {
namespace {

std::vector<engine::Submission> submissions(const Options& options) {
  try {
    std::vector<engine::Submission> all = engine::submissions(options.what);
    for (engine::Submission& submission : all) submission.origin.submitted = engine::commit_time(submission.path);
    take_times(all, options);
    return all;
  } catch (const std::invalid_argument& error) {
    throw BadInput(error.what());
  }
}

}  // namespace

void show_results(const std::vector<course::Result>& results, const Options& options) {
  if (options.json) {
    std::cout << "[";
    for (const course::Result& result : results)
      std::cout << (&result == &results.front() ? "\n" : ",\n") << course::to_json(result);
    std::cout << "]\n";
  } else if (results.size() == 1) {
    report::Terminal how = terminal(options);
    how.command.clear();  // what to do next is the student's business
    how.exercises = 3;
    std::cout << report::to_terminal(results.front(), how);
  } else {
    std::cout << report::to_summary(results, terminal(options));
  }
}

std::filesystem::path out_folder(const Options& options, const Course& course) {
  return options.out.empty() ? course.toolchain.source_root / ".socklab" : std::filesystem::path(options.out);
}

int grade(const Options& options) {
  if (options.sandbox == "none")
    throw BadInput("grade always uses a sandbox; to test your own files without one, type: ./grader/socklab check");
  if (options.what.empty() == options.class_folder.empty())
    throw BadInput("name the submissions, or the folder of a class: grade PATH…, or grade --class DIR");
  if (!options.class_folder.empty()) return grade_class(options);
  if (!options.roster.empty()) throw BadInput("a roster is of a class; give both: grade --class DIR --roster FILE");
  const auto handed_in = submissions(options);
  const Course course = load(options);
  engine::Settings how = settings(options, course.toolchain, "bwrap");
  how.reveal = course::from_text<course::Reveal>(options.reveal).value();
  how.known = known_mistakes(options, course);
  const std::filesystem::path folder = out_folder(options, course) / "results";
  std::filesystem::create_directories(folder);
  engine::remove_parts(folder);

  const auto results = engine::grade(
      course.toolchain, course.labs, handed_in, how,
      [&](const engine::Submission& submission, const course::LabResult& lab) {
        progress(options, submission.name + " " + lab.id + ": " + points(lab));
      },
      [&](const course::Result& result) {
        engine::write_whole(folder / (result.student + ".json"), course::to_json(result));
      });
  show_results(results, options);
  std::cout.flush();
  progress(options, "Results: " + folder.string());
  return std::any_of(results.begin(), results.end(), has_error) ? our_fault : done;
}

}  // namespace cli
