// GitHub Classroom, a file for each student, to be appended to $GITHUB_ENV before autograding-grading-reporter runs
// with `runners: ${{ env.SOCKLAB_RUNNERS }}`. Each exercise is a runner: its tests weigh the same, so the two ways in
// which the reporter reckons (the sum of scores; passed tests by all, times max_score) give the same points.
#include <nettle/base64.h>

#include <algorithm>
#include <cstdint>

#include "course/document.hpp"
#include "report/encode.hpp"
#include "report/formats/entries.hpp"
#include "report/formats/formats.hpp"

namespace report {
namespace {

using course::List;
using course::Table;

// An environment variable has at most 128 KiB (execve(2)); a character of these may become eight bytes.
constexpr std::size_t kText = 12'000;

std::string base64(std::string_view text) {
  std::string encoded(BASE64_ENCODE_RAW_LENGTH(text.size()), '\0');
  ::base64_encode_raw(encoded.data(), text.size(), reinterpret_cast<const std::uint8_t*>(text.data()));
  return encoded;
}

// Letters and digits alone: "01.4" is e01x4.
std::string runner_of(const course::ExerciseResult& exercise) {
  std::string name = "e";
  for (const char c : exercise.id)
    name += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c : 'x';
  return name;
}

std::string shortened_to(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  const auto end = text.rfind('\n', most);
  return (end == std::string::npos ? "" : text.substr(0, end) + "\n") + "… the rest: socklab check";
}

// With no max_score at all, as after a fault of ours, the reporter sends no grade: the one before it stays.
std::string runner_json(const course::LabResult& lab, const course::ExerciseResult& exercise, bool fault) {
  auto entries = entries_of(lab, exercise);
  if (const auto late = told_of_lateness(lab.lateness, lab.score); !late.empty())
    entries.front().text = late + "\n" + entries.front().text;
  List tests;
  bool all_passed = true;
  for (const Entry& entry : entries) {
    const bool passed = entry.status == course::TestStatus::passed;
    all_passed = all_passed && passed;
    tests.push_back(
        {Table{{"name", {title_of(exercise) + ": " + entry.name}},
               {"status",
                {std::string(fault    ? "error"
                             : passed ? "pass"
                                      : "fail")}},
               {"score", {fault ? 0.0 : entry.score}},
               {"message", {shortened_to(fault ? told_of_our_fault() : entry.text, kText / entries.size())}},
               {"test_code", {"socklab check " + printable(exercise.id)}},
               {"line_no", {std::int64_t{0}}}}});
  }
  return course::json_line({Table{{"version", {std::int64_t{1}}},
                                  {"status",
                                   {std::string(fault        ? "error"
                                                : all_passed ? "pass"
                                                             : "fail")}},
                                  {"max_score", {fault ? 0.0 : exercise.max}},
                                  {"tests", {std::move(tests)}}}});
}

std::string environment(const course::Result& result) {
  const bool fault = our_fault(result);
  std::string runners, lines;
  for (const auto& one : result.labs) {
    // The grade that is sent is the sum of the tests' scores; max_score stays, or 16 of 20 points would be all again.
    // (The reporter's own table counts passed tests, and shows what was earned.)
    const auto lab = with_loss_shared(one);
    for (const auto& exercise : lab.exercises) {
      auto name = runner_of(exercise);
      runners += (runners.empty() ? "" : ",") + name;
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
      lines += name + "_RESULTS=" + base64(runner_json(lab, exercise, fault)) + "\n";
    }
  }
  return "SOCKLAB_RUNNERS=" + runners + "\n" + lines;
}

}  // namespace

std::vector<File> to_github(const std::vector<course::Result>& results) {
  std::vector<File> files;
  for (const auto& result : results) files.push_back({file_name(result, ".env"), environment(result)});
  return files;
}

}  // namespace report
