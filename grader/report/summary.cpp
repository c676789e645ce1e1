// Many submissions on one screen: a line for each, and below what stands out.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/encode.hpp"
#include "report/terminal.hpp"
#include "report/text.hpp"

namespace report {
namespace {

using course::LabResult;
using course::LabStatus;
using course::Result;

constexpr std::size_t kName = 24;   // columns of a student's name
constexpr std::size_t kLab = 8;     // of a lab
constexpr std::size_t kTotal = 14;  // of the sum
constexpr std::size_t kLate = 10;   // of the days, where a late policy was applied
constexpr std::size_t kRows = 40;   // submissions on one screen

std::string number_of(const std::string& lab_id) { return printable(lab_id.substr(0, 2)); }

std::string cell(const LabResult* lab, const Ink& ink) {
  if (lab == nullptr) return right("", kLab);
  switch (lab->status) {
    case LabStatus::graded: {
      const auto text = right(points(lab->score), kLab);
      return lab->score == lab->max ? ink.green(text) : lab->score == 0 ? ink.dim(text) : text;
    }
    case LabStatus::build_failed:
      return ink.red(right("build", kLab));
    case LabStatus::missing:
      return ink.yellow(right("missing", kLab));
    default:
      return ink.red(right("error", kLab));
  }
}

std::string late(const Result& result, const Ink& ink) {
  const std::size_t days = result.lateness ? static_cast<std::size_t>(result.lateness->days) : 0;
  if (days > 0) return ink.yellow(right(counted(days, "day"), kLate));
  return right(result.origin.submitted ? "" : "?", kLate);
}

std::string row(const Result& result, const std::vector<std::string>& labs, bool policy, const Ink& ink) {
  auto line = "  " + left(printable(result.student), kName);
  for (const auto& id : labs) {
    const auto lab =
        std::find_if(result.labs.begin(), result.labs.end(), [&](const auto& one) { return one.id == id; });
    line += cell(lab == result.labs.end() ? nullptr : &*lab, ink);
  }
  return line + (policy ? late(result, ink) : "") +
         ink.bold(right(points(result.score) + " / " + points(result.max), kTotal));
}

std::size_t with_status(const std::vector<Result>& results, LabStatus status) {
  std::size_t all = 0;
  for (const auto& result : results)
    all += static_cast<std::size_t>(std::count_if(result.labs.begin(), result.labs.end(),
                                                  [&](const LabResult& lab) { return lab.status == status; }));
  return all;
}

std::string told_of_late(const std::vector<Result>& results) {
  std::size_t late = 0, unknown = 0;
  double lost = 0;
  for (const auto& result : results) {
    if (!result.origin.submitted) ++unknown;
    if (!result.lateness || result.lateness->days == 0) continue;
    ++late;
    lost += result.lateness->before - result.score;
  }
  std::string text = fmt::format("  {} late, which cost {} {}; the points above are what is left\n", late, points(lost),
                                 lost == 1 ? "point" : "points");
  if (unknown > 0)
    text +=
        fmt::format("  {} without a known time (?): nothing was taken off; give it with grade --submitted\n", unknown);
  return text;
}

}  // namespace

std::string to_summary(const std::vector<Result>& results, const Terminal& terminal) {
  const Ink ink{terminal.colour};
  std::set<std::string> ids;
  double sum = 0;
  for (const auto& result : results) {
    sum += result.score;
    for (const auto& lab : result.labs) ids.insert(lab.id);
  }
  std::vector<std::string> labs(ids.begin(), ids.end());
  const bool policy =
      std::any_of(results.begin(), results.end(), [](const Result& one) { return one.lateness.has_value(); });
  const std::size_t room = (kWidth - 4 - kName - kTotal - (policy ? kLate : 0)) / kLab;
  if (labs.size() > room) labs.clear();  // then the sum alone

  auto header = "  " + left("", kName);
  for (const auto& id : labs) header += right(number_of(id), kLab);
  if (policy) header += right("late", kLate);
  std::string text = "\n" + ink.dim(header + right("points", kTotal)) + "\n";
  for (std::size_t i = 0; i < std::min(results.size(), kRows); ++i) text += row(results[i], labs, policy, ink) + "\n";
  if (results.size() > kRows) text += fmt::format("  … and {} more\n", results.size() - kRows);

  text += "\n  " + counted(results.size(), "submission");
  if (!results.empty()) text += ", " + points(sum / static_cast<double>(results.size())) + " points on average";
  text += "\n";
  if (policy) text += told_of_late(results);
  if (const auto count = with_status(results, LabStatus::build_failed); count > 0)
    text += "  " + counted(count, "lab") + " did not build; the result files have the compiler's words\n";
  if (const auto count = with_status(results, LabStatus::missing); count > 0)
    text += "  " + counted(count, "lab") + " not handed in\n";
  if (const auto count = with_status(results, LabStatus::error); count > 0)
    text +=
        "  " + ink.red(counted(count, "lab") + " without a grade: our own fault; grade again, or see `doctor`") + "\n";
  return ci_log(text);
}

}  // namespace report
