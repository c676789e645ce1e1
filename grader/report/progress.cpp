// See progress.hpp.
#include "report/progress.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/encode.hpp"

namespace report {
namespace {

using course::Standing;

constexpr std::size_t kBar = 30;

std::string mark(Standing standing, const Ink& ink) {
  if (standing == Standing::passed) return ink.green("✔");
  return standing == Standing::begun ? ink.yellow("◐") : ink.dim("·");
}

std::string in_words(Standing standing) {
  if (standing == Standing::passed) return "passed";
  return standing == Standing::begun ? "begun" : "not started";
}

std::string repeated(const char* text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

std::string progress_bar(const std::vector<course::Lab>& labs, const course::Progress& progress, const Ink& ink) {
  const auto [passed, all] = course::tally(labs, progress);
  const std::size_t full = all == 0 ? 0 : passed * kBar / all;
  return "  " + ink.green(repeated("█", full)) + ink.dim(repeated("░", kBar - full)) +
         fmt::format("  {} of {} passed", passed, counted(all, "exercise"));
}

std::vector<std::string> progress_table(const std::vector<course::Lab>& labs, const course::Progress& progress,
                                        const std::string& here, bool folded, const Ink& ink) {
  std::vector<std::string> lines;
  for (const course::Lab& lab : labs) {
    const auto [passed, all] = course::tally({lab}, progress);
    lines.push_back("    " + ink.bold(left(lab.number + "  " + printable(lab.title), 56)) +
                    right(fmt::format("{} of {}", passed, all), 12));
    if (folded && lab.find(here) == nullptr) continue;
    for (const course::Exercise& exercise : lab.exercises) {
      const Standing standing = progress.of(exercise.id).standing;
      lines.push_back("  " + (exercise.id == here ? ink.cyan("▸") : " ") + " " + mark(standing, ink) + " " +
                      left(printable(exercise.id), 6) + left(printable(exercise.title), 48) +
                      right(in_words(standing), 12));
    }
  }
  return lines;
}

std::vector<std::string> tell_hints(const course::Exercise& exercise, int level, const Ink& ink) {
  std::vector<std::string> lines{"  " + ink.bold(printable(exercise.id + "  " + exercise.title))};
  const auto shown = std::min(static_cast<std::size_t>(std::max(level, 0)), exercise.hints.size());
  for (std::size_t i = 0; i < shown; ++i) {
    lines.emplace_back();
    const auto hint = paragraph(exercise.hints[i], kWidth - 6, 20);
    for (const std::string& line : hint)
      lines.push_back((&line == &hint.front() ? "  " + std::to_string(i + 1) + ".  " : "      ") + line);
  }
  return lines;
}

}  // namespace report
