// See class_graph.hpp.
#include "engine/class_graph.hpp"

#include <cstdlib>
#include <map>

#include "course/document.hpp"
#include "course/scoring.hpp"
#include "engine/files.hpp"
#include "sandbox/process.hpp"

namespace engine {
namespace {

constexpr auto longest_class = std::chrono::hours(7 * 24);
constexpr auto to_build = std::chrono::seconds(30);
constexpr unsigned most_rounds = 8;

// A path as build.ninja spells it.
std::string spelt(const Path& path) {
  std::string text;
  for (const char c : path.string()) {
    if (c == '$' || c == ' ' || c == ':') text += '$';
    text += c;
  }
  return text;
}

std::string in_dollars(const std::string& command) {
  std::string text;
  for (const char c : command) text += c == '$' ? "$$" : std::string(1, c);
  return text;
}

std::string in_shell_quotes(const std::string& word) {
  std::string text;
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return "'" + text + "'";
}

// An edge's command. A launcher may lose it, with a machine: then it never ends, or there is no result, whatever the
// launcher says (srun ends with 0 after a node's failure). timeout(1) goes first: it leads the group that Ninja ends. A
// lost edge holds its place for some seconds: a dead machine refuses at once, and would take all from those that work.
std::string command_of(const Path& program, const std::string& launcher, const Settings& settings) {
  const std::string grade = in_shell_quotes(program.string()) + " grade-job ";
  if (launcher.empty()) return in_dollars(grade) + "$in $out";
  const std::string script = R"(rm -f "$2"; )" + launcher + " " + grade +
                             R"("$1" "$2"; status=$?; test -e "$2" && exit $status; )" +
                             R"(echo "lost by the launcher, and tried again: $2" >&2; sleep 5; exit 1)";
  const auto longest = 2 * settings.budget + to_build;
  return in_dollars("exec timeout --kill-after=10 " + std::to_string(longest.count()) + " sh -c " +
                    in_shell_quotes(script) + " sh ") +
         "$in $out";
}

std::size_t graded(const ClassPlaces& places) {
  const Path folder = places.out / "labs";
  if (!std::filesystem::exists(folder)) return 0;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) count += entry.is_regular_file();
  return count;
}

std::string edge(const ClassPlaces& places, const std::string& student, const course::Lab& lab) {
  return "build " + spelt(places.of_lab(student, lab.id)) + ": grade " +
         spelt(places.job(student, lab.id) / "job.json") + "\n  who = " + spelt(student + " " + lab.number) + "\n";
}

std::vector<std::string> of_lab(const course::Lab& lab, const std::vector<std::string>& exercises) {
  std::vector<std::string> found;
  for (const std::string& id : exercises)
    if (lab.find(id) != nullptr) found.push_back(id);
  return found;
}

course::LabResult result_of(const Toolchain& toolchain, const course::Lab& lab, const Job& job, const Path& folder,
                            const Settings& settings) {
  if (!job.regrade.empty()) {
    Settings some = settings;
    some.exercises = job.regrade;
    const course::LabResult anew = grade_lab(toolchain, lab, job.handed_in, some);
    if (anew.status != course::LabStatus::graded) return anew;
    if (auto both = course::with_exercises_of(anew, earlier(job, folder), lab)) return *std::move(both);
  }
  return grade_lab(toolchain, lab, job.handed_in, settings);
}

}  // namespace

void lay_out(const ClassPlaces& places, const Toolchain& toolchain, const std::vector<course::Lab>& labs,
             const std::vector<Submission>& submissions, const Settings& settings, const std::string& launcher) {
  std::map<std::string, std::string> graders;
  for (const course::Lab& lab : labs) graders[lab.id] = grader_digest(toolchain, lab);
  const Path program = toolchain.build_root / "grader/cli/socklab";
  std::string graph =
      "ninja_required_version = 1.10\nrule grade\n  command = " + command_of(program, launcher, settings) +
      "\n  description = $who\n";
  for (const Submission& submission : submissions) {
    std::vector<HandedIn> handed_in = take(submission, labs);
    for (std::size_t i = 0; i < labs.size(); ++i) {
      const Path folder = places.job(submission.name, labs[i].id);
      Job job{.student = submission.name,
              .lab = labs[i].id,
              .grader = graders.at(labs[i].id),
              .handed_in = std::move(handed_in[i]),
              .seed = settings.seed,
              .reveal = settings.reveal,
              .budget = settings.budget};
      keep_earlier(job, folder, places.of_lab(submission.name, labs[i].id), of_lab(labs[i], settings.exercises));
      write_job(folder, job);
      graph += edge(places, submission.name, labs[i]);
    }
  }
  write_whole(places.out / "build.ninja", graph);
}

bool run_graph(const ClassPlaces& places, unsigned jobs, bool launched, const ClassProgress::Show& show) {
  ::setenv("NINJA_STATUS", ClassProgress::status, 1);
  sandbox::Options how;
  how.ours = true;
  how.folder = places.out;
  how.deadline = longest_class;
  // If we are killed, Ninja is to end its edges and itself: by SIGTERM, not by SIGPIPE before that.
  const sandbox::Command command{"setpriv", "--pdeathsig", "TERM", "env", "--ignore-signal=PIPE",
                                 "ninja",   "-k",          "0",    "-j",  std::to_string(jobs)};
  for (unsigned round = 1;; ++round) {
    ClassProgress progress(show, ClassProgress::Clock::now());
    how.heard = [&](std::string_view bytes) { progress.take(bytes, ClassProgress::Clock::now()); };
    const std::size_t before = graded(places);
    if (sandbox::run(command, how).exited_with(0)) return true;
    // The first round may find all but a few graded long ago: a second is always worth it.
    const bool worth_it = round == 1 || graded(places) > before;
    if (!launched || !worth_it || round == most_rounds) return false;
  }
}

bool grade_job(const Toolchain& toolchain, const Path& job_file, const Path& result_file, Settings settings) {
  Job job = read_job(job_file);
  const course::Lab lab = course::load_lab(toolchain.source_root / "labs" / job.lab);
  settings.seed = job.seed;
  settings.reveal = job.reveal;
  settings.budget = job.budget;
  course::LabResult of_lab = result_of(toolchain, lab, job, job_file.parent_path(), settings);
  const bool good = of_lab.status != course::LabStatus::error;
  course::Result result = course::make_result(job.student, job.seed, settings.sandbox(), {std::move(of_lab)});
  result.reveal = job.reveal;
  write_whole(result_file, course::to_json(result));
  return good;
}

}  // namespace engine
