// grade: one or more submissions, each into a result file.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/common.hpp"
#include "engine/class_folder.hpp"
#include "engine/files.hpp"

namespace cli {
namespace {

// What is known of the class before anything is graded: what was passed over, and who must be asked.
void tell(const engine::ClassFolder& found, const Options& options) {
  constexpr std::size_t kNamed = 5;
  progress(options, fmt::format("{}: {} submissions; the form is {}", options.class_folder, found.submissions.size(),
                                to_text(found.form)));
  for (std::size_t i = 0; i < std::min(found.passed.size(), kNamed); ++i)
    progress(options, "passed over, since it is no submission: " + found.passed[i]);
  if (found.passed.size() > kNamed) progress(options, fmt::format("and {} more", found.passed.size() - kNamed));
  for (const engine::Submission& submission : found.submissions)
    if (!submission.refused.empty()) progress(options, submission.name + ": " + submission.refused);
}

std::vector<engine::Submission> submissions(const Options& options, const std::filesystem::path& out) {
  if (options.what.empty() == options.class_folder.empty())
    throw BadInput("name the submissions, or the folder of a class: grade PATH…, or grade --class DIR");
  try {
    if (options.class_folder.empty()) return engine::submissions(options.what);
    engine::ClassFolder found = engine::open_class(options.class_folder, out / "submissions");
    tell(found, options);
    return std::move(found.submissions);
  } catch (const std::invalid_argument& error) {
    throw BadInput(error.what());
  }
}

void show(const std::vector<course::Result>& results, const Options& options) {
  if (options.json) {
    std::cout << "[";
    for (const course::Result& result : results)
      std::cout << (&result == &results.front() ? "\n" : ",\n") << course::to_json(result);
    std::cout << "]\n";
  } else if (results.size() == 1) {
    report::Terminal how = terminal(options);
    how.command.clear();  // what to do next is the student's business
    std::cout << report::to_terminal(results.front(), how);
  } else {
    std::cout << report::to_summary(results, terminal(options));
  }
}

}  // namespace

int grade(const Options& options) {
  if (options.sandbox == "none")
    throw BadInput("grade always uses a sandbox; to test your own files without one, type: ./grader/socklab check");
  const Course course = load(options);
  const std::filesystem::path out =
      options.out.empty() ? course.toolchain.source_root / ".socklab" : std::filesystem::path(options.out);
  const auto handed_in = submissions(options, out);
  engine::Settings how = settings(options, course.toolchain, "bwrap");
  how.reveal = course::from_text<course::Reveal>(options.reveal).value();
  how.known = known_mistakes(options, course);
  const std::filesystem::path folder = out / "results";
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
  show(results, options);
  std::cout.flush();
  progress(options, "Results: " + folder.string());
  return std::any_of(results.begin(), results.end(), has_error) ? our_fault : done;
}

}  // namespace cli
