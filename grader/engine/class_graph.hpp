// A class as a graph for Ninja: an edge for each lab of each student, from its job to its result. Ninja runs them side
// by side, goes on after it was killed, and runs again only those whose job changed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/class_job.hpp"
#include "engine/class_progress.hpp"
#include "engine/intake.hpp"

namespace engine {

/// The folder of a class, OUT, and what lies in it.
struct ClassPlaces {
  Path out;
  [[nodiscard]] Path copies() const { return out / "submissions"; }  ///< of files that a platform put side by side
  [[nodiscard]] Path unpacked() const { return out / "unpacked"; }   ///< where the class came in an archive
  [[nodiscard]] Path job(const std::string& student, const std::string& lab) const {
    return out / "jobs" / student / lab;
  }
  [[nodiscard]] Path of_lab(const std::string& student, const std::string& lab) const {
    return out / "labs" / student / (lab + ".json");
  }
  [[nodiscard]] Path results() const { return out / "results"; }
  [[nodiscard]] Path result(const std::string& student) const { return results() / (student + ".json"); }
  /// A result without its exercises: see class_results.hpp.
  [[nodiscard]] Path brief(const std::string& student) const { return out / "briefs" / student; }
};

/// Takes all submissions, writes their jobs, and out/build.ninja over them. One submission is held at a time. Of
/// submissions that were graded before, only `settings.exercises` are graded again, where their lab has any. Throws
/// std::system_error. `launcher` is put before each edge's command ("srun -Q -N1 -n1 --exact"); empty for none. Such an
/// edge ends after twice the budget and 30 s at the latest: a machine that is lost may never answer.
void lay_out(const ClassPlaces& places, const Toolchain& toolchain, const std::vector<course::Lab>& labs,
             const std::vector<Submission>& submissions, const Settings& settings, const std::string& launcher);

/// Runs what is to be run, `jobs` at once; `show` gets how far it is. False where an edge failed: that is a fault of
/// ours, and is tried again the next time. Where edges are `launched`, those that failed are tried again at once, in up
/// to 8 rounds, as long as a round grades some. Throws sandbox::Interrupted.
bool run_graph(const ClassPlaces& places, unsigned jobs, bool launched, const ClassProgress::Show& show);

/// An edge: grades the job in `job_file`, writes its result file. False where it is `error`.
bool grade_job(const Toolchain& toolchain, const Path& job_file, const Path& result_file, Settings settings);

}  // namespace engine
