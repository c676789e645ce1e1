// See grade.hpp.
#include "engine/grade.hpp"

#include <mutex>

#include "course/reveal.hpp"
#include "course/scoring.hpp"
#include "engine/build.hpp"
#include "engine/examine.hpp"
#include "engine/files.hpp"
#include "engine/jobs.hpp"
#include "sandbox/process.hpp"

namespace engine {
namespace {

using course::LabStatus;
using course::Reveal;
using course::Visibility;

// A whole lab is run without a filter: a test that belongs to no exercise must be noticed.
std::string filter_for(const course::Lab& lab, const Settings& settings) {
  if (!settings.test.empty()) return settings.test;
  return settings.exercises.empty() ? "*" : filter_of(lab);
}

course::LabResult grade_in(const WorkFolder& work, const Toolchain& toolchain, const course::Lab& lab,
                           const HandedIn& handed_in, const Settings& settings) {
  const Path stage = work.path() / "stage";
  const Path reports = work.path() / "reports";
  std::filesystem::create_directory(stage);
  std::filesystem::create_directory(reports);
  const Built built = build(toolchain, lab, handed_in, stage, settings.confined);
  if (!built.ok) return course::not_graded(lab, LabStatus::build_failed, built.message, built.log);

  Examination examination{.visibility = Visibility::public_test,
                          .filter = filter_for(lab, settings),
                          .seed = settings.seed,
                          .budget = settings.budget,
                          .confined = settings.confined,
                          .whole_timelines = settings.whole_timelines};
  const auto began = std::chrono::steady_clock::now();
  const course::Examined public_tests = examine(toolchain, lab, built.worker, reports, examination);
  std::optional<course::Examined> hidden_tests;
  if (settings.hidden && toolchain.has_hidden(lab)) {
    examination.visibility = Visibility::hidden_test;
    const auto used = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began);
    examination.budget = std::max(settings.budget - used, std::chrono::seconds(1));
    hidden_tests = examine(toolchain, lab, built.worker, reports, examination);
  }
  course::LabResult result = course::score(lab, public_tests, hidden_tests);
  result.build_log = built.log;
  const auto known = settings.known.find(lab.id);
  for (course::ExerciseResult& exercise : result.exercises) {
    const bool by_all = settings.reveal >= Reveal::diagnosis;
    if (known != settings.known.end())
      exercise.diagnosis = course::diagnose(by_all ? exercise : course::public_part(exercise), known->second);
    course::keep_to(settings.reveal, exercise);
  }
  // Sanitizers tell the files' places.
  for (course::ExerciseResult& exercise : result.exercises) {
    for (course::Test& test : exercise.tests) {
      test.message = with_known_names(test.message, toolchain, lab, stage);
      test.output = with_known_names(test.output, toolchain, lab, stage);
    }
  }
  return result;
}

}  // namespace

std::string filter_of(const course::Lab& lab) {
  std::string filter;
  for (const course::Exercise& exercise : lab.exercises) {
    for (const std::string& suite : exercise.suites) filter += (filter.empty() ? "" : ":") + suite + ".*";
  }
  return filter;
}

course::LabResult grade_lab(const Toolchain& toolchain, const course::Lab& whole, const HandedIn& handed_in,
                            const Settings& settings) {
  const course::Lab lab = settings.exercises.empty() ? whole : whole.only(settings.exercises);
  if (!handed_in.missing.empty()) return course::not_graded(lab, LabStatus::missing, handed_in.missing);
  try {
    const WorkFolder work;
    course::LabResult result = grade_in(work, toolchain, lab, handed_in, settings);
    result.ignored = handed_in.ignored;
    result.digest = handed_in.digest;
    return result;
  } catch (const sandbox::Interrupted&) {
    throw;
  } catch (const std::exception& error) {
    return course::not_graded(lab, LabStatus::error,
                              std::string("This is the grader's fault, not the submission's. ") + error.what());
  }
}

std::vector<course::Result> grade(const Toolchain& toolchain, const std::vector<course::Lab>& labs,
                                  const std::vector<Submission>& submissions, const Settings& settings,
                                  const std::function<void(const Submission&, const course::LabResult&)>& lab_done,
                                  const std::function<void(const course::Result&)>& done) {
  struct Open {
    std::vector<course::LabResult> labs;
    std::size_t left;
  };
  std::vector<Open> open(submissions.size(), Open{std::vector<course::LabResult>(labs.size()), labs.size()});
  std::vector<course::Result> results(submissions.size());
  // Taken all at once, when its first lab's turn comes: an archive is read once.
  std::vector<std::once_flag> taken(submissions.size());
  std::vector<std::vector<HandedIn>> handed_in(submissions.size());
  std::mutex mutex;
  for_each_job(submissions.size() * labs.size(), settings.jobs, [&](std::size_t job) {
    const std::size_t who = job / labs.size();
    const std::size_t which = job % labs.size();
    const course::Lab& lab = labs[which];
    std::call_once(taken[who], [&] { handed_in[who] = take(submissions[who], labs); });
    course::LabResult graded = grade_lab(toolchain, lab, handed_in[who][which], settings);
    const std::lock_guard lock(mutex);
    lab_done(submissions[who], graded);
    open[who].labs[which] = std::move(graded);
    if (--open[who].left > 0) return;
    handed_in[who].clear();
    results[who] = make_result(submissions[who].name, settings.seed, settings.sandbox(), std::move(open[who].labs));
    results[who].reveal = settings.reveal;
    results[who].origin = submissions[who].origin;
    done(results[who]);
  });
  return results;
}

}  // namespace engine
