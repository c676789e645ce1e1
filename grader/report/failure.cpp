// Failed tests and failed builds, in words.
#include "report/failure.hpp"

#include <algorithm>

#include "report/difference.hpp"
#include "report/encode.hpp"
#include "report/findings.hpp"
#include "report/timeline.hpp"

namespace report {
namespace {

constexpr std::size_t kIndent = 6;
constexpr std::size_t kRoom = kWidth - kIndent;

void add(std::vector<std::string>& lines, const std::string& line) {
  lines.push_back(line.empty() ? "" : std::string(kIndent, ' ') + line);
}

constexpr std::string_view kLookedAt = "looked at  ";
constexpr std::string_view kInput = "input      ";
constexpr std::string_view kReadOn = "read on    ";

/// "*student.call<&lab::f>(x)" is what the test's text has; "f(x)" is what it means.
std::string as_called(std::string text) {
  constexpr std::string_view call = "student.call<&lab::";
  for (auto at = text.find(call); at != std::string::npos; at = text.find(call, at)) {
    text.erase(at, call.size());
    if (const auto close = text.find(">(", at); close != std::string::npos) text.erase(close, 1);
  }
  return text.starts_with("*") ? text.substr(1) : text;
}

bool is_truth(const std::string& value) { return value == "true" || value == "false"; }

std::vector<std::string> tell_finding(const Finding& finding, std::size_t width, const Ink& ink) {
  constexpr std::size_t kMost = 4;
  std::vector<std::string> lines;
  const auto labelled = [&](std::string_view label, const std::string& text) {
    if (text.empty()) return;
    for (const auto& line : paragraph(text, width - label.size(), kMost)) {
      lines.push_back(ink.dim(label) + line);
      label = "           ";
    }
  };
  const auto words = [&] {
    std::string said;
    for (const auto& line : finding.said) said += line + "\n";
    const auto told = paragraph(said, width, 16);
    lines.insert(lines.end(), told.begin(), told.end());
  };
  // A condition that was false says less than the test's own words about it.
  if (is_truth(finding.expected) && is_truth(finding.was) && !finding.said.empty()) {
    words();
    labelled(kLookedAt, as_called(finding.about) + ": " + finding.was);
    return lines;
  }
  labelled(kLookedAt, as_called(finding.about));
  labelled(kInput, finding.input);
  const auto compared = difference(finding.expected, finding.was, width, ink);
  lines.insert(lines.end(), compared.begin(), compared.end());
  words();
  return lines;
}

bool has_any(std::string_view line, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return line.find(word) != std::string_view::npos; });
}

/// From the first error on; a compiler's warnings and "In function …" before it are left out.
std::string_view from_first_error(std::string_view log) {
  for (std::size_t begin = 0; begin < log.size();) {
    const auto end = std::min(log.find('\n', begin), log.size());
    if (has_any(log.substr(begin, end - begin), {"error:", "undefined reference", "multiple definition"}))
      return log.substr(begin);
    begin = end + 1;
  }
  return log;
}

/// What a linker's complaint means here.
std::string linker_advice(std::string_view log, const course::LabResult& lab) {
  if (has_any(log, {"undefined symbol", "undefined reference"})) {
    std::string topic = lab.id.substr(std::min<std::size_t>(lab.id.find('-') + 1, lab.id.size()));
    std::replace(topic.begin(), topic.end(), '-', '_');
    return "A function of the contract is missing, or its name, parameters or namespace differ. Compare with labs/" +
           lab.id + "/" + topic + ".hpp.";
  }
  if (has_any(log, {"duplicate symbol", "multiple definition"}))
    return "Something is defined that the tests' own program defines too, main() for instance. Take it out of your "
           "file.";
  return {};
}

}  // namespace

std::string in_words(course::TestStatus status) {
  switch (status) {
    case course::TestStatus::timed_out:
      return "did not end";
    case course::TestStatus::not_started:
      return "not started";
    default:
      return std::string(to_text(status));
  }
}

std::string in_words(const course::Diagnosis& likeliest) {
  constexpr double kLikely = 0.6;
  return std::string(likeliest.confidence >= kLikely ? "This looks like" : "Perhaps it is") +
         " a belief that does not hold: \"" + likeliest.believes + "\" Compare it with the passage to read.";
}

std::vector<std::string> tell_message(const std::string& message, std::size_t most, std::size_t width, const Ink& ink) {
  const auto findings = findings_in(message);
  std::vector<std::string> lines;
  std::size_t used = 0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto told = shortened(tell_finding(findings[i], width, ink), most);
    if (told.empty()) continue;
    if (used > 0) lines.emplace_back();
    if (used > 0 && used + 1 + told.size() > most) {
      lines.push_back(ink.dim("… and " + counted(findings.size() - i, "finding") + " more"));
      return lines;
    }
    lines.insert(lines.end(), told.begin(), told.end());
    used += 1 + told.size();
  }
  return lines;
}

std::vector<std::string> tell_test(const course::Test& test, const Telling& how, const Ink& ink) {
  constexpr std::size_t kOutput = 4;
  std::vector<std::string> lines;
  const auto hidden = test.visibility == course::Visibility::hidden_test ? ", hidden" : "";
  lines.push_back("    " + ink.red("✘") + " " + ink.bold(cut(printable(test.name), 70)) + " " +
                  ink.dim("(" + in_words(test.status) + hidden + ")"));
  for (const auto& line : paragraph(test.question, kRoom, 4)) add(lines, ink.cyan(line));
  const auto found = tell_message(test.message, how.message, kRoom, ink);
  if (!found.empty()) add(lines, "");
  for (const auto& line : found) add(lines, line);
  if (!test.timeline.empty()) {
    lines.emplace_back();
    for (const auto& line : tell_timeline(test, how.timeline, kRoom, ink)) lines.push_back("   " + line);
  }
  if (!test.output.empty()) {
    add(lines, "");
    add(lines, ink.dim("it printed"));
    for (const auto& line : paragraph(test.output, kRoom - 2, kOutput)) add(lines, "  " + line);
  }
  if (how.belief != nullptr) {
    add(lines, "");
    for (const auto& line : paragraph(in_words(*how.belief), kRoom, 5)) add(lines, line);
  }
  if (!test.see.empty()) {
    if (how.belief == nullptr) add(lines, "");
    add(lines, ink.dim(kReadOn) + cut(printable(test.see), kRoom - kReadOn.size()));
  }
  return lines;
}

std::vector<std::string> tell_build(const course::LabResult& lab, std::size_t width, const Ink& ink) {
  constexpr std::size_t kMost = 24;
  const auto log = from_first_error(lab.build_log);
  auto lines = paragraph(log, width, log.size());
  if (lines.size() > kMost) {
    const auto left_out = lines.size() - kMost;
    lines.resize(kMost);
    lines.push_back("… and " + counted(left_out, "line") + " more; the first error is the one to mend");
  }
  for (auto& line : lines)
    if (line.find("error:") != std::string::npos) line = ink.red(line);
  if (const auto advice = linker_advice(log, lab); !advice.empty()) {
    lines.emplace_back();
    for (const auto& line : paragraph(advice, width, 4)) lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> tell_build(const course::LabResult& lab, const Ink& ink) {
  std::vector<std::string> lines;
  for (const auto& line : tell_build(lab, kRoom, ink)) add(lines, line);
  return lines;
}

}  // namespace report
