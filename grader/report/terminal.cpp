// The page: the table of labs and exercises, what failed, what to do next.
#include "report/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/encode.hpp"
#include "report/failure.hpp"
#include "report/text.hpp"

namespace report {
namespace {

using course::ExerciseResult;
using course::ExerciseStatus;
using course::LabResult;
using course::LabStatus;
using course::Result;
using course::TestStatus;

constexpr std::size_t kTable = 84;   // width of the tables: calmer than the full line
constexpr std::size_t kNamed = 3;    // failed exercises that have a heading, if they are not told at length
constexpr std::size_t kHeight = 40;  // lines of a page with one usual failure
constexpr std::size_t kAfter = 4;    // of them, behind the failures

std::string out_of(double score, double max) { return points(score) + " / " + points(max); }

std::string mark(ExerciseStatus status, const Ink& ink) {
  switch (status) {
    case ExerciseStatus::passed:
      return ink.green("✔");
    case ExerciseStatus::partly:
      return ink.yellow("◐");
    case ExerciseStatus::failed:
      return ink.red("✘");
    default:
      return ink.dim("·");
  }
}

std::string tests_of(const ExerciseResult& exercise) {
  if (exercise.status == ExerciseStatus::not_started) return "not started";
  if (exercise.status == ExerciseStatus::not_graded) return "";
  if (exercise.status == ExerciseStatus::passed) return counted(exercise.all(), "test");
  return fmt::format("{} of {}", exercise.passed(), counted(exercise.all(), "test"));
}

/// Why tests passed without having asked anything: what such a test has to say, each reason once.
std::set<std::string> skipped(const LabResult& lab) {
  std::set<std::string> reasons;
  for (const auto& exercise : lab.exercises)
    for (const auto& test : exercise.tests)
      if (test.status == TestStatus::passed && !test.message.empty()) reasons.insert(test.message);
  return reasons;
}

std::string state_of(const LabResult& lab) {
  switch (lab.status) {
    case LabStatus::graded:
      return "";
    case LabStatus::build_failed:
      return "did not build";
    case LabStatus::missing:
      return "file missing";
    default:
      return "not graded";
  }
}

/// Pieces of a table's line that end in points, at the right edge.
std::string with_points(const std::string& before, std::size_t width, const std::string& score) {
  return before + right(score, kTable - std::min(width, kTable));
}

struct Place {
  const LabResult* lab = nullptr;
  const ExerciseResult* exercise = nullptr;  ///< null: the lab as a whole
};

/// The first thing that went wrong; else the first that is not begun; else nothing.
Place where_to_go_on(const Result& result) {
  Place unbegun;
  for (const auto& lab : result.labs) {
    if (lab.status != LabStatus::graded) return {&lab, nullptr};
    for (const auto& exercise : lab.exercises) {
      if (exercise.status == ExerciseStatus::partly || exercise.status == ExerciseStatus::failed)
        return {&lab, &exercise};
      if (exercise.status != ExerciseStatus::passed && unbegun.lab == nullptr) unbegun = {&lab, &exercise};
    }
  }
  return unbegun;
}

/// Builds the text, line by line.
class Page {
 public:
  explicit Page(const Terminal& terminal) : terminal_(terminal), ink_{terminal.colour} {}

  std::string write(const Result& result) {
    line();
    if (!result.student.empty()) {
      line("  " + with_points(ink_.bold(left(printable(result.student), 60)), 60,
                              out_of(result.score, result.max) + " points"));
      line();
    }
    for (const auto& lab : result.labs) table(lab);
    if (terminal_.details) {
      for (const auto& lab : result.labs) details(lab);
      if (left_untold_ > 0)
        line("  … and " + counted(left_untold_, "exercise") + " more; one at a time is the quickest way.\n");
      next(result);
    }
    return ci_log(text_);
  }

 private:
  void line(const std::string& text = "") {
    text_ += text + "\n";
    lines_ += 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }
  void lines(const std::vector<std::string>& all) {
    for (const auto& text : all) line(text);
  }

  void table(const LabResult& lab) {
    const auto title = lab.id.substr(0, 2) + "  " + lab.title;
    const auto state = state_of(lab);
    line("  " + with_points(ink_.bold(left(printable(title), 50)) + "  " + ink_.red(left(state, 16)), 68,
                            out_of(lab.score, lab.max)));
    for (const auto& exercise : lab.exercises) row(exercise);
    for (const auto& why : skipped(lab)) lines(paragraph("  not tried here: " + why, kTable, 3));
    if (!lab.ignored.empty()) line("  " + ink_.dim(cut(ignored(lab), kTable)));
    line();
  }

  static std::string ignored(const LabResult& lab) {
    std::string text = "not looked at:";
    for (const auto& name : lab.ignored) text += (&name == &lab.ignored.front() ? " " : ", ") + printable(name);
    return text;
  }

  void row(const ExerciseResult& exercise) {
    const auto before = left(printable(exercise.id), 6) + left(printable(exercise.title), 42) + "  ";
    const auto tests = left(tests_of(exercise), 16);
    const auto score = exercise.status == ExerciseStatus::not_graded ? "– / " + points(exercise.max)
                                                                     : out_of(exercise.score, exercise.max);
    line("  " + with_points(mark(exercise.status, ink_) + " " + before + ink_.dim(tests), 68, score));
  }

  /// An editor finds the place by the two lines together: .vscode/tasks.json has them as a pattern.
  void heading(const std::string& text, const std::string& place = "") {
    const auto title = cut(printable(text), kWidth - 8);
    std::string rule;
    for (auto used = columns(title) + 6; used < kTable; ++used) rule += "─";
    line("  " + ink_.dim("──") + " " + ink_.bold(title) + " " + ink_.dim(rule));
    if (!place.empty()) line("     " + ink_.dim(cut(printable(place), kWidth - 5)));
    line();
  }

  void details(const LabResult& lab) {
    if (lab.status != LabStatus::graded) return refusal(lab);
    for (const auto& exercise : lab.exercises) {
      if (exercise.status != ExerciseStatus::partly && exercise.status != ExerciseStatus::failed) continue;
      if (told_++ < terminal_.exercises)
        failures(exercise);
      else if (told_ <= kNamed)
        brief(exercise);
      else
        ++left_untold_;
    }
  }

  void refusal(const LabResult& lab) {
    heading(lab.id.substr(0, 2) + "  " + lab.title + ": " + state_of(lab));
    for (const auto& text : paragraph(lab.message, kWidth - 4, 12)) line("    " + text);
    if (lab.status == LabStatus::missing)
      for (const auto& file : lab.files)
        line("    expected   " + cut("labs/" + printable(lab.id + "/" + file), kWidth - 15));
    if (lab.status == LabStatus::build_failed) {
      if (!lab.message.empty()) line();
      lines(tell_build(lab, ink_));
    }
    line();
  }

  void heading(const ExerciseResult& exercise) {
    const auto place = terminal_.places.find(exercise.id);
    heading(exercise.id + "  " + exercise.title, place != terminal_.places.end() ? place->second : "");
  }

  void brief(const ExerciseResult& exercise) {
    heading(exercise);
    line("    " + tests_of(exercise) + " passed" +
         (terminal_.command.empty() ? "" : "    " + terminal_.command + " check " + cut(printable(exercise.id), 10)));
    line();
  }

  void failures(const ExerciseResult& exercise) {
    heading(exercise);
    if (const auto base = terminal_.bases.find(exercise.id); base != terminal_.bases.end())
      line("    It builds on " + printable(base->second) + ", which has not passed: mend that first.\n");
    std::vector<const course::Test*> failed;
    for (const auto& test : exercise.tests)
      if (test.status != TestStatus::passed) failed.push_back(&test);
    // A function that is not begun says less than one that went wrong.
    std::stable_partition(failed.begin(), failed.end(),
                          [](const auto* test) { return test->status != TestStatus::not_started; });
    std::vector<std::string> others;
    if (failed.size() > 1) others = also(exercise.id, {failed.begin() + 1, failed.end()});
    if (!failed.empty()) {
      lines(first(*failed.front(), exercise, lines_ + others.size() + kAfter));
      line();
    }
    lines(others);
    untold(exercise.untold);
  }

  void untold(const course::Untold& tests) {
    if (tests.passed == tests.tests) return;
    line(fmt::format("    {} of {} did not pass; the result does not tell what they ask.", tests.tests - tests.passed,
                     counted(tests.tests, "hidden test")));
    line();
  }

  /// The failure that is told at length; the timeline gives way where the page would not fit.
  [[nodiscard]] std::vector<std::string> first(const course::Test& test, const ExerciseResult& exercise,
                                               std::size_t around) const {
    constexpr std::size_t kLeast = 6;  // rows of a timeline
    Telling how;
    if (!exercise.diagnosis.empty() && exercise.diagnosis.front().confidence >= kWorthSaying)
      how.belief = &exercise.diagnosis.front();
    if (!terminal_.test.empty()) {  // it was asked for alone: all of it
      how.message = how.timeline = 40;
      return tell_test(test, how, ink_);
    }
    auto told = tell_test(test, how, ink_);
    while (told.size() + around > kHeight && how.timeline > kLeast) {
      --how.timeline;
      told = tell_test(test, how, ink_);
    }
    return told;
  }

  /// The other failed tests, by name and question; a name can be asked for.
  [[nodiscard]] std::vector<std::string> also(const std::string& exercise,
                                              const std::vector<const course::Test*>& failed) const {
    constexpr std::size_t kMost = 3;
    std::vector<std::string> all{"    " + ink_.dim("and after that")};
    for (std::size_t i = 0; i < std::min(failed.size(), kMost); ++i) {
      const auto& test = *failed[i];
      const auto told =
          short_name(test) + " (" + in_words(test.status) + ")" + (test.question.empty() ? "" : ": " + test.question);
      for (const auto& text : paragraph(told, kWidth - 6, 3)) all.push_back("      " + text);
    }
    if (failed.size() > kMost) all.push_back("      … and " + counted(failed.size() - kMost, "test") + " more");
    if (!terminal_.command.empty())
      all.push_back("    " + ink_.dim("one of them alone") + "   " + terminal_.command + " check " +
                    cut(printable(exercise), 10) + " " + cut(short_name(*failed.front()), 50));
    all.emplace_back();
    return all;
  }

  /// "SendAll.SendsEverything" → "SendsEverything": enough to ask for it by.
  static std::string short_name(const course::Test& test) {
    return printable(test.name.substr(std::min(test.name.find('.') + 1, test.name.size())));
  }

  void next(const Result& result) {
    if (terminal_.command.empty()) return;
    const auto [lab, exercise] = where_to_go_on(result);
    if (!terminal_.test.empty() && lab == nullptr && !result.labs.empty()) {
      line("  " + ink_.green("This test passes."));
      return command("next", "check " + result.labs.front().exercises.front().id);
    }
    if (lab == nullptr)
      return line("  " + (result.labs.empty() ? "No lab was checked." : ink_.green("All tests passed: full marks.")));
    const auto target = cut(printable(exercise != nullptr ? exercise->id : lab->id.substr(0, 2)), 10);
    command("next", "check " + target + (terminal_.test.empty() ? "" : " " + terminal_.test));
    if (exercise != nullptr) command("", "hint " + target);
    if (terminal_.tell_of_watch) command("", "watch " + target, "checks again on every save");
  }

  void command(const std::string& label, const std::string& words, const std::string& why = "") {
    line("  " + ink_.bold(label) + std::string(7 - label.size(), ' ') + terminal_.command + " " + words +
         (why.empty() ? "" : "    " + ink_.dim(why)));
  }

  const Terminal& terminal_;
  Ink ink_;
  std::string text_;
  std::size_t lines_ = 0;
  std::size_t told_ = 0;
  std::size_t left_untold_ = 0;
};

}  // namespace

std::string to_terminal(const Result& result, const Terminal& terminal) { return Page(terminal).write(result); }

}  // namespace report
