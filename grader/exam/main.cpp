// The examiner's main(): examiner --worker PATH [--launcher PATH] [--seed N] [--budget SECONDS] [--report FILE]
// [--whole-timelines] [--patient] [GoogleTest's options] [-- PREFIX...]
// mode.hpp tells of the two in the middle; PREFIX is a sandbox's command, put before "launcher worker". Exit status: 0
// all passed, 1 one failed, 77 none failed but some are not started, 2 usage, 70 a fault of the examiner's own.
#include <gtest/gtest.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "exam/mode.hpp"
#include "exam/process.hpp"
#include "exam/report.hpp"
#include "exam/worker.hpp"

namespace {

struct Options {
  exam::WorkerCommand command;
  std::string report;
  std::uint64_t seed = std::random_device{}();
  std::uint64_t budget = 300;
  bool usable = true;
};

Options read_options(int count, char** arguments) {
  Options options;
  if (const char* launcher = std::getenv("SOCKLAB_LAUNCHER")) options.command.launcher = launcher;
  for (int i = 1; i < count; ++i) {
    const std::string word = arguments[i];
    if (word == "--") {
      options.command.prefix.assign(arguments + i + 1, arguments + count);
      break;
    }
    if (word == "--whole-timelines") {
      exam::mode().whole_timelines = true;
      continue;
    }
    if (word == "--patient") {
      exam::be_patient();
      continue;
    }
    const char* value = i + 1 < count ? arguments[++i] : nullptr;
    if (value == nullptr) options.usable = false;
    if (value == nullptr) break;
    const std::string text = value;
    if (word == "--worker") {
      options.command.worker = text;
    } else if (word == "--launcher") {
      options.command.launcher = text;
    } else if (word == "--report") {
      options.report = text;
    } else if (word == "--seed" || word == "--budget") {
      std::uint64_t& number = word == "--seed" ? options.seed : options.budget;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      options.usable = options.usable && error == std::errc() && end == text.data() + text.size();
    } else {
      options.usable = false;
    }
  }
  options.usable = options.usable && !options.command.worker.empty() && !options.command.launcher.empty();
  return options;
}

/// Gathers a report for every test, and shows its timeline when it did not pass.
class Collector : public testing::EmptyTestEventListener {
 public:
  std::vector<exam::TestReport> tests;

 private:
  void OnTestStart(const testing::TestInfo& info) override {
    exam::current_notes() = {};
    failures_.clear();
    tests.push_back({info.test_suite_name(), info.name(), {}, 0});
  }
  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (result.skipped()) exam::current_notes().message = without(result.message(), "Skipped\n");  // it tells why
    if (!result.failed() || exam::current_notes().verdict != exam::Verdict::passed) return;
    const std::string message = without(result.message(), "Failed\n");
    failures_ += (failures_.empty() ? "" : "\n") + message;
  }
  void OnTestEnd(const testing::TestInfo& info) override {
    exam::Notes& notes = exam::current_notes();
    if (info.result()->Failed() && notes.verdict == exam::Verdict::passed) {
      notes.verdict = exam::Verdict::failed;
      notes.message = plain(failures_);
    }
    if (notes.verdict != exam::Verdict::passed && notes.verdict != exam::Verdict::not_started) {
      std::printf("%s\n%s: %s\n", notes.question.c_str(), to_text(notes.verdict), notes.message.c_str());
      for (const std::string& line : notes.timeline) std::printf("  %s\n", line.c_str());
    }
    tests.back().notes = notes;
    tests.back().seconds = static_cast<double>(info.result()->elapsed_time()) / 1000;
  }
  /// Without what GTEST_SKIP() and ADD_FAILURE() put before one's own words.
  static std::string without(std::string message, std::string_view word) {
    if (message.starts_with(word)) message.erase(0, word.size());
    return message;
  }
  /// What a test threw, without GoogleTest's words around it.
  static std::string plain(std::string message) {
    const std::string before = "C++ exception with description \"";
    const std::string after = "\" thrown in the test body.";
    if (const auto at = message.find(before); at != std::string::npos) message.erase(at, before.size());
    if (const auto at = message.find(after); at != std::string::npos) message.erase(at, after.size());
    return message;
  }
  std::string failures_;
};

int exit_status(const std::vector<exam::TestReport>& tests) {
  bool some_not_started = false;
  for (const exam::TestReport& test : tests) {
    if (test.notes.verdict == exam::Verdict::not_started) {
      some_not_started = true;
    } else if (test.notes.verdict != exam::Verdict::passed) {
      return 1;
    }
  }
  return some_not_started ? 77 : 0;
}

}  // namespace

int main(int count, char** arguments) {
  testing::InitGoogleTest(&count, arguments);
  const Options options = read_options(count, arguments);
  if (!options.usable && !testing::GTEST_FLAG(list_tests)) {
    std::fprintf(stderr,
                 "usage: examiner --worker PATH [--launcher PATH] [--seed N] [--budget SECONDS] [--report FILE] "
                 "[--whole-timelines] [--patient] [-- PREFIX...]\n"
                 "The launcher may also stand in SOCKLAB_LAUNCHER.\n");
    return 2;
  }
  exam::set_seed(options.seed);
  exam::Worker::set_command(options.command);
  exam::set_budget(std::chrono::seconds(options.budget));
  auto* collector = new Collector;
  testing::UnitTest::GetInstance()->listeners().Append(collector);
  const int failed = RUN_ALL_TESTS();
  if (testing::GTEST_FLAG(list_tests)) return failed;
  exam::Worker::discard();  // whatever the student's code left behind shall not be there when the report is written
  std::printf("seed %llu\n", static_cast<unsigned long long>(options.seed));
  try {
    if (!options.report.empty()) exam::write_report(options.report, collector->tests);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "examiner: the report %s could not be written: %s\n", options.report.c_str(), error.what());
    return 70;
  }
  return exit_status(collector->tests);
}
