// Failed tests and failed builds, in words.
#include "report/failure.hpp"

#include <algorithm>
#include <map>

#include "report/encode.hpp"

namespace report {
namespace {

constexpr std::size_t kIndent = 6;
constexpr std::size_t kRoom = kWidth - kIndent;

void add(std::vector<std::string>& lines, const std::string& line) {
  lines.push_back(line.empty() ? "" : std::string(kIndent, ' ') + line);
}

/// Where most lines have the bar between their columns; npos where there is none.
std::size_t bar_of(const std::vector<std::string>& timeline) {
  std::map<std::size_t, std::size_t> votes;
  for (const auto& line : timeline)
    for (auto at = line.find(" |"); at != std::string::npos; at = line.find(" |", at + 1))
      ++votes[columns(std::string_view(line).substr(0, at + 1))];
  const auto best = std::max_element(votes.begin(), votes.end(),
                                     [](const auto& one, const auto& other) { return one.second < other.second; });
  return best == votes.end() ? std::string::npos : best->first;
}

/// Where in this line that bar is; npos where the line does not have it.
std::size_t bar_in(const std::string& line, std::size_t bar) {
  for (auto at = line.find('|'); at != std::string::npos; at = line.find('|', at + 1))
    if (columns(std::string_view(line).substr(0, at)) == bar) return at;
  return std::string::npos;
}

std::string trimmed(std::string_view text) {
  const auto begin = std::min(text.find_first_not_of(' '), text.size());
  return std::string(text.substr(begin, text.find_last_not_of(' ') + 1 - begin));
}

/// Your code | the other end: the columns drawn together as far as their text allows.
void add_timeline(std::vector<std::string>& lines, std::vector<std::string> timeline, const Ink& ink) {
  constexpr std::size_t kMost = 40;
  for (auto& line : timeline) line = printable(line);
  const auto bar = bar_of(timeline);
  timeline = shortened(std::move(timeline), kMost);
  std::size_t width = std::string_view("your code").size();
  for (const auto& line : timeline)
    if (const auto at = bar_in(line, bar); at != std::string::npos)
      width = std::max(width, columns(trimmed(line.substr(0, at))));
  width = std::min(width, kRoom - 30);  // the other end has room too

  add(lines, "");
  add(lines, ink.dim(left("your code", width) + " │ the other end"));
  for (const auto& line : timeline) {
    const auto at = bar_in(line, bar);
    if (at == std::string::npos) {
      add(lines, cut(line, kRoom));
      continue;
    }
    const auto mine = left(trimmed(line.substr(0, at)), width);
    const auto other = cut(trimmed(line.substr(at + 1)), kRoom - width - 3);
    add(lines, mine + ink.dim(" │") + (other.empty() ? "" : " " + other));
  }
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

std::vector<std::string> tell_test(const course::Test& test, const Ink& ink) {
  constexpr std::size_t kMessage = 24, kOutput = 10;
  std::vector<std::string> lines;
  const auto hidden = test.visibility == course::Visibility::hidden_test ? ", hidden" : "";
  lines.push_back("    " + ink.red("✘") + " " + ink.bold(cut(printable(test.name), 70)) + " " +
                  ink.dim("(" + in_words(test.status) + hidden + ")"));
  for (const auto& line : paragraph(test.question, kRoom, 3)) add(lines, ink.cyan(line));
  if (!test.message.empty()) {
    add(lines, "");
    for (const auto& line : paragraph(test.message, kRoom, kMessage)) add(lines, line);
  }
  if (!test.timeline.empty()) add_timeline(lines, test.timeline, ink);
  if (!test.output.empty()) {
    add(lines, "");
    add(lines, ink.dim("it printed"));
    for (const auto& line : paragraph(test.output, kRoom - 2, kOutput)) add(lines, "  " + line);
  }
  if (!test.see.empty()) {
    add(lines, "");
    add(lines, ink.dim("read on   ") + cut(printable(test.see), kRoom - 10));
  }
  return lines;
}

std::vector<std::string> tell_build(const course::LabResult& lab, const Ink& ink) {
  constexpr std::size_t kMost = 24;
  std::vector<std::string> lines;
  const auto log = from_first_error(lab.build_log);
  auto errors = paragraph(log, kRoom, log.size());
  if (errors.size() > kMost) {
    const auto left_out = errors.size() - kMost;
    errors.resize(kMost);
    errors.push_back("… and " + counted(left_out, "line") + " more; the first error is the one to mend");
  }
  for (const auto& line : errors) add(lines, line.find("error:") != std::string::npos ? ink.red(line) : line);
  if (const auto advice = linker_advice(log, lab); !advice.empty()) {
    add(lines, "");
    for (const auto& line : paragraph(advice, kRoom, 4)) add(lines, line);
  }
  return lines;
}

}  // namespace report
