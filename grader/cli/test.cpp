// test: everything that can be checked here. Meson's tests of all parts, the course's check of itself, and a round of
// grading.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/self_check.hpp"
#include "engine/jobs.hpp"
#include "sandbox/process.hpp"

namespace cli {
namespace {

struct Tally {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::vector<std::string> skipped;  ///< what could not be tried here, and why
  void add(bool good, const std::string& what) {
    ++(good ? passed : failed);
    if (!good) std::cout << "FAILED  " << what << std::endl;
  }
};

/// The first line of what a skipped test printed, if that is its reason: "skipped: no qemu here". A lab's skeleton,
/// which is skipped as long as it is not started, gives none.
std::string reason(const std::string& printed) {
  return printed.starts_with("skipped: ") ? printed.substr(0, printed.find('\n')) : "";
}

void run_meson_tests(const Course& course, const Options& options, Tally& tally) {
  const auto build = course.toolchain.build_root;
  sandbox::Options how;
  how.ours = true;
  how.deadline = std::chrono::hours(1);
  sandbox::Command command{"meson", "test", "-C", build.string(), "--print-errorlogs"};
  // One more than there are processors: some of the long ones wait most of their time.
  const unsigned at_once = options.jobs != 0 ? options.jobs : engine::usual_jobs() + 1;
  command = sandbox::joined({command, {"--num-processes", std::to_string(at_once)}});
  const auto log = build / "meson-logs/testlog.json";
  std::filesystem::remove(log);
  const auto ended = sandbox::run(command, how);
  // One line of JSON for each test program.
  std::ifstream lines(log);
  std::size_t known = 0;
  for (std::string line; std::getline(lines, line); ++known) {
    const auto one = nlohmann::json::parse(line);
    const std::string result = one.at("result");
    const std::string name = one.at("name");
    if (result == "SKIP") {
      if (const auto why = reason(one.value("stdout", "")); !why.empty()) tally.skipped.push_back(why);
      continue;
    }
    tally.add(result == "OK" || result == "EXPECTEDFAIL", name + " (" + result + ")");
  }
  if (known == 0) tally.add(false, "meson test: " + ended.text() + ", and no test ran");
}

void run_verify(const Course& course, const Options& options, Tally& tally) {
  const auto variants = engine::variants(course.toolchain, course.labs);
  const auto all = verify_course(course, variants, options, true);
  for (const engine::Verified& one : all) {
    std::string problems;
    for (const std::string& problem : one.problems) problems += "\n    " + problem;
    tally.add(one.problems.empty(), one.variant->name + problems);
  }
  std::cout << table_of_labs(course, all);
}

// The tree's own folders as submissions: the labs' skeletons are worth nothing, the solutions everything.
void run_grading(const Course& course, const Options& options, Tally& tally) {
  const auto root = course.toolchain.source_root;
  engine::Settings how;
  try {
    how = settings(options, course.toolchain, "bwrap");
  } catch (const NoSandbox& error) {
    return tally.add(false, std::string("grading: ") + error.what());
  }
  // In a student's tree labs/ is work under way, of which nothing is expected.
  if (!std::filesystem::exists(root / "solutions")) return;
  const std::vector<engine::Submission> submissions{{"labs", root / "labs"}, {"solutions", root / "solutions"}};
  engine::grade(
      course.toolchain, course.labs, submissions, how,
      [&](const engine::Submission& submission, const course::LabResult& lab) {
        const double expected = submission.name == "solutions" ? lab.max : 0;
        const bool good = lab.status == course::LabStatus::graded && lab.score == expected && lab.build_log.empty();
        const std::string what = "grading " + submission.name + " " + lab.id + ": " + points(lab);
        progress(options, what);
        tally.add(good, what + " " + lab.message);
      },
      [](const course::Result&) {});
}

}  // namespace

int test(const Options& options) {
  const Course course = load(options);
  Tally tally;
  run_meson_tests(course, options, tally);
  run_verify(course, options, tally);
  run_grading(course, options, tally);
  for (const std::string& line : tally.skipped) std::cout << line << "\n";
  std::cout << fmt::format("{} passed, {} failed\n", tally.passed, tally.failed);
  return tally.failed == 0 ? done : test_failed;
}

}  // namespace cli
