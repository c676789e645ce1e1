// See examine.hpp.
#include "engine/examine.hpp"

#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include "course/document.hpp"
#include "sandbox/boxes.hpp"
#include "sandbox/identity.hpp"

namespace engine {
namespace {

using sandbox::Command;
using sandbox::joined;

// An examiner keeps to its budget by itself, but for the test that runs when it ends; this bounds the examiner.
constexpr auto margin = std::chrono::minutes(2);

// "Suite.\n  Name\n  Other  # comment\n" → Suite.Name, Suite.Other.
std::vector<std::string> parse_list(const std::string& text) {
  std::vector<std::string> tests;
  std::string suite;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    if (line.starts_with(" ")) {
      if (!suite.starts_with("DISABLED_") && !name.starts_with("DISABLED_")) tests.push_back(suite + name);
    } else if (name.ends_with(".")) {
      suite = name;
    }
  }
  return tests;
}

[[noreturn]] void give_up(const Path& examiner, const sandbox::Ended& ended) {
  throw std::runtime_error("the examiner " + examiner.filename().string() + " ended with " + ended.text() + "\n" +
                           ended.output);
}

// The tests that a run must report, asked before any of the student's code is there; once for each examiner and filter.
std::vector<std::string> list_tests(const Path& examiner, const std::string& filter) {
  static std::mutex mutex;
  static std::map<std::pair<Path, std::string>, std::vector<std::string>> known;
  const std::lock_guard lock(mutex);
  const auto [at, is_new] = known.try_emplace({examiner, filter});
  if (is_new) {
    sandbox::Options options;
    options.most_output = 1024 * 1024;
    const auto ended = sandbox::run({examiner.string(), "--gtest_list_tests", "--gtest_filter=" + filter}, options);
    if (!ended.exited_with(0)) {
      known.erase(at);
      give_up(examiner, ended);
    }
    at->second = parse_list(ended.output);
  }
  return at->second;
}

}  // namespace

std::vector<std::string> tests_of(const Toolchain& toolchain, const course::Lab& lab, course::Visibility visibility,
                                  const std::string& filter) {
  if (visibility == course::Visibility::hidden_test && !toolchain.has_hidden(lab)) return {};
  return list_tests(toolchain.examiner(lab, visibility), filter);
}

course::Examined examine(const Toolchain& toolchain, const course::Lab& lab, const Path& worker, const Path& reports,
                         const Examination& examination) {
  const Path examiner = toolchain.examiner(lab, examination.visibility);
  const Path report = reports / (std::string(to_text(examination.visibility)) + ".json");
  course::Examined examined;
  examined.expected = list_tests(examiner, examination.filter);
  if (examination.confined) sandbox::give_to_box(reports);

  const Path launcher = toolchain.launcher();
  const Path init = toolchain.boxes().init();
  const std::vector<Path> workers{worker.parent_path(), launcher};
  const std::vector<Path> examiners{worker.parent_path(), launcher, examiner};
  const Command outer = examination.confined
                            ? sandbox::examiner_box({.init = init, .readable = examiners, .writable = {reports}})
                            : Command{};
  const Command inner = examination.confined
                            ? sandbox::worker_box({.init = init, .readable = workers, .writable = {}}, lab.descriptors)
                            : sandbox::worker_limits(lab.descriptors);
  Command command{examiner.string(),
                  "--worker",
                  worker.string(),
                  "--launcher",
                  launcher.string(),
                  "--seed",
                  std::to_string(examination.seed),
                  "--budget",
                  std::to_string(examination.budget.count()),
                  "--report",
                  report.string(),
                  "--gtest_filter=" + examination.filter};
  if (examination.whole_timelines) command.emplace_back("--whole-timelines");
  command.emplace_back("--");
  sandbox::Options options;
  options.boxed = examination.confined;
  options.role = sandbox::Role::worker;
  options.deadline = examination.budget + margin;
  const auto ended = sandbox::run(joined({outer, command, inner}), options);
  const bool reported = ended.exited_with(0) || ended.exited_with(1) || ended.exited_with(77);
  if (!reported) give_up(examiner, ended);
  examined.report = course::parse_examiner_report(course::read_text(report));
  return examined;
}

}  // namespace engine
