// The page of a class, for its instructor: our own faults if there are any, then what to explain again.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/encode.hpp"
#include "report/formats/entries.hpp"
#include "report/formats/formats.hpp"
#include "report/pages/fill.hpp"
#include "report/pages/overview.hpp"
#include "report/pages/pages.hpp"
#include "report/text.hpp"

namespace report {
namespace {

using course::ExerciseStatus;
using course::LabStatus;
using course::Result;

constexpr std::string_view page =
#include "class.mustache.inc"
    ;

std::string percent(double part, double whole) {
  return whole > 0 ? std::to_string(std::lround(std::floor(100 * part / whole))) : "0";
}

/// A file's name as a relative URL (RFC 3986): all but letters, digits and - . _ ~ by their bytes.
std::string as_url(const std::string& name) {
  std::string url;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    url += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return url;
}

/// The colour's class: a fifth of the points each, all of them apart.
std::string shade(double part, double whole) {
  if (part >= whole) return "q4";
  return "q" + std::to_string(std::clamp(static_cast<int>(4 * part / whole), 0, 3));
}

void add_cell(Fields& row, const course::LabResult* lab, const course::ExerciseResult* exercise) {
  auto& cell = row.add("cells");
  const auto without_points = [&](const char* sign, const char* words) {
    cell.set("sign", sign).set("kind", "qn").set("words", words);
  };
  if (exercise == nullptr) return void(without_points("·", "no result"));
  if (lab->status == LabStatus::build_failed) return void(without_points("✘", "does not compile"));
  if (lab->status == LabStatus::missing) return void(without_points("·", "not handed in"));
  if (lab->status == LabStatus::error) return void(without_points("?", "not graded by our fault"));
  if (exercise->status == ExerciseStatus::not_started) return void(without_points("○", "not begun"));
  cell.set("sign", percent(exercise->score, exercise->max)).set("kind", shade(exercise->score, exercise->max));
  cell.set("words", "");
}

struct Found {
  const course::LabResult* lab = nullptr;
  const course::ExerciseResult* exercise = nullptr;
};

void add_map(Fields& fields, const std::vector<Result>& results, const Overview& overview, const std::string& folder) {
  for (const auto& column : overview.columns) {
    fields.add("columns").set("id", printable(column.exercise)).set("title", printable(column.title));
    auto& mean = fields.add("means");
    const bool any = column.graded > 0 && column.max > 0;
    mean.set("mean", any ? percent(column.score, column.max) : "·").set("mean_words", any ? "" : "nobody's was graded");
    mean.set("mean_kind", any ? shade(column.score, column.max) : "qn");
  }
  std::vector<const Result*> order;
  for (const auto& result : results) order.push_back(&result);
  std::stable_sort(order.begin(), order.end(), [](auto* a, auto* b) { return a->score > b->score; });
  for (const Result* result : order) {
    auto& row = fields.add("students");
    row.set("student", printable(result->student)).set("link", folder + "/" + as_url(file_name(*result, ".html")));
    row.set("sum", our_fault(*result) ? "?" : points(result->score));
    std::map<std::string, Found> found;
    for (const auto& lab : result->labs)
      for (const auto& exercise : lab.exercises) found[exercise.id] = {&lab, &exercise};
    for (const auto& column : overview.columns) {
      const auto at = found.find(column.exercise);
      add_cell(row, at == found.end() ? nullptr : at->second.lab, at == found.end() ? nullptr : at->second.exercise);
    }
  }
}

void add_spread(Fields& fields, const Overview& overview) {
  const auto most = *std::max_element(overview.tenths.begin(), overview.tenths.end());
  for (std::size_t i = 0; i < overview.tenths.size(); ++i) {
    auto& row = fields.add("tenths");
    row.set("range", fmt::format("{} to {}", 10 * i, i == 9 ? 100 : 10 * i + 9));
    row.set("count", std::to_string(overview.tenths[i]));
    row.set("width", percent(static_cast<double>(overview.tenths[i]), static_cast<double>(most)));
  }
}

void add_tests(Fields& fields, std::vector<TestOfClass> tests) {
  constexpr std::size_t kMost = 5;
  const auto first = [&](const std::string& list, auto key) {
    std::stable_sort(tests.begin(), tests.end(), [&](const auto& a, const auto& b) { return key(a) > key(b); });
    for (std::size_t i = 0; i < std::min(kMost, tests.size()) && key(tests[i]) > 0; ++i) {
      const auto& test = tests[i];
      auto& row = fields.add(list);
      row.set("asks", test.question.empty() ? test.name : test.question).set("of", printable(test.exercise));
      row.set("name", printable(test.name)).set("whose", printable(test.whose));
      row.set("longest", fmt::format("{:.2f} s", test.longest));
      row.set("fails", fmt::format("{} of {}", test.not_passed, test.ran))
          .set("badly", std::to_string(test.ended_badly));
    }
    fields.when("any_" + list, !tests.empty() && key(tests.front()) > 0);
  };
  first("slow", [](const TestOfClass& test) { return test.longest >= 0.01 ? test.longest : 0; });
  first("hard", [](const TestOfClass& test) { return test.not_passed; });
  first("differ", [](const TestOfClass& test) { return test.differs ? 1 : 0; });
}

void add_again(Fields& fields, const Overview& overview) {
  constexpr std::size_t kMost = 3;
  const auto& all = overview.misunderstandings;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto& one = fields.add(i < kMost ? "again" : "others");
    one.set("believes", all[i].believes).set("exercise", printable(all[i].exercise + " " + all[i].title));
    one.set("number", counted(all[i].students, "student")).set("read", printable(all[i].see));
    if (i + 1 == 12) break;
  }
  fields.when("any_again", !all.empty()).when("any_others", all.size() > kMost);
}

}  // namespace

std::string class_page(const std::vector<Result>& results, const std::string& folder) {
  const auto overview = overview_of(results);
  Fields fields;
  fields.set("size", counted(results.size(), "student")).set("median", fmt::format("{:.0f}", overview.median));
  fields.when("scored", overview.scored > 0).when("any_fault", !overview.faults.empty());
  for (const auto& fault : overview.faults) {
    auto& row = fields.add("faults");
    row.set("fault_student", printable(fault.student)).set("fault_lab", printable(fault.lab));
    row.set("fault_message", cut(printable(fault.message), 300));
  }
  add_again(fields, overview);
  for (const auto& help : overview.help) {
    std::string why;
    for (const auto& reason : help.why) why += (why.empty() ? "" : "; ") + reason;
    auto& row = fields.add("help");
    row.set("who", printable(help.student)).set("help_why", printable(why));
    row.set("help_link", folder + "/" + as_url(help.file));
  }
  fields.when("any_help", !overview.help.empty());
  add_map(fields, results, overview, folder);
  add_spread(fields, overview);
  add_tests(fields, overview.tests);
  return fill(page, fields);
}

std::vector<File> to_class_page(const std::vector<Result>& results) {
  std::vector<File> files{{"class.html", class_page(results, "students")}};
  for (auto& file : to_student_pages(results)) files.push_back({"students/" + file.name, std::move(file.text)});
  return files;
}

}  // namespace report
