// grade --class: a whole class as a graph for Ninja, and grade-job: one edge of it.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/grading.hpp"
#include "cli/people.hpp"
#include "course/fields.hpp"
#include "engine/class_archive.hpp"
#include "engine/class_folder.hpp"
#include "engine/class_graph.hpp"
#include "engine/class_results.hpp"
#include "engine/commit_time.hpp"
#include "engine/files.hpp"
#include "report/encode.hpp"

namespace cli {
namespace {

const std::string kSchema = "socklab/class/1";

void tell_some(const std::vector<std::string>& names, const std::string& what, const Options& options) {
  constexpr std::size_t kNamed = 5;
  for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) progress(options, what + names[i]);
  if (names.size() > kNamed) progress(options, fmt::format("and {} more", names.size() - kNamed));
}

// What is known of the class before anything is graded: what was passed over, and who must be asked.
void tell(const engine::ClassFolder& found, const Options& options) {
  progress(options, fmt::format("{}: {} submissions; the form is {}", options.class_folder, found.submissions.size(),
                                to_text(found.form)));
  tell_some(found.passed, "passed over, since it is no submission: ", options);
  for (const engine::Submission& submission : found.submissions)
    if (!submission.refused.empty()) progress(options, submission.name + ": " + submission.refused);
}

engine::ClassFolder found_in(const Options& options, const engine::ClassPlaces& places) {
  try {
    std::string folder = options.class_folder;
    if (std::filesystem::is_regular_file(folder)) {
      const engine::Unpacked unpacked = engine::unpack_class(folder, places.unpacked());
      tell_some(unpacked.passed, "passed over in the archive: ", options);
      folder = unpacked.folder;
    }
    return engine::open_class(folder, places.copies());
  } catch (const std::invalid_argument& error) {
    throw BadInput(error.what());
  }
}

// A class keeps the seed that it began with: else every run would be another examination.
std::uint64_t seed_of(const engine::ClassPlaces& places, const Options& options, std::uint64_t fresh) {
  const std::filesystem::path file = places.out / "class.json";
  if (!options.seed && std::filesystem::exists(file)) {
    course::Problems problems(file.string());
    const course::Node node = course::parse_json(course::read_text(file), problems.name());
    course::Fields fields(node, "", problems);
    if (fields.text("schema") != kSchema) fields.problem("schema", "this is not " + course::in_quotes(kSchema));
    const std::uint64_t seed = fields.natural("seed");
    problems.check();
    return seed;
  }
  engine::write_whole(file, course::json_text({course::Table{{"schema", {kSchema}}, {"seed", {fresh}}}}));
  return fresh;
}

std::vector<std::string> exercises_to_regrade(const Options& options, const Course& course) {
  for (const std::string& id : options.regrade) {
    if (course::find_exercise(course.labs, id) == nullptr)
      throw BadInput("--regrade " + id + ": there is no such exercise here; an exercise is named as 01.4");
    progress(options, "Exercise " + id + " is graded again; of the rest of its lab, earlier results stay.");
  }
  return options.regrade;
}

// Standard error: on a terminal, how far it is is one line, written over again and again.
class StateLine {
 public:
  explicit StateLine(const Options& options) : quiet_(options.quiet) {}
  ~StateLine() {
    if (open_) std::cerr << std::endl;
  }
  StateLine(const StateLine&) = delete;
  StateLine& operator=(const StateLine&) = delete;

  void show(const std::string& line, bool is_state) {
    if (is_state && quiet_) return;
    if (open_) std::cerr << (is_state ? "\r\033[K" : "\n");
    open_ = is_state && terminal_;
    std::cerr << report::ci_log(report::printable_lines(line)) << (open_ ? "" : "\n") << std::flush;
  }

 private:
  bool quiet_;
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  bool open_ = false;
};

bool run_graph(const engine::ClassPlaces& places, unsigned jobs, const Options& options) {
  StateLine line(options);
  return engine::run_graph(places, jobs, !options.launcher.empty(),
                           [&](const std::string& text, bool is_state) { line.show(text, is_state); });
}

}  // namespace

int grade_class(const Options& options) {
  Course course = load(options);
  engine::Settings how = settings(options, course.toolchain, "bwrap");
  how.reveal = course::from_text<course::Reveal>(options.reveal).value();
  const engine::ClassPlaces places{std::filesystem::absolute(out_folder(options, course))};
  std::filesystem::create_directories(places.results());
  engine::remove_parts(places.results());
  engine::ClassFolder found = found_in(options, places);
  tell(found, options);
  engine::date_by_commits(found.submissions, places.out / "commits.json");
  take_times(found.submissions, options);
  const Attendance attendance = compare_with_roster(found.submissions, options);
  for (const std::string& note : attendance.notes) progress(options, note);
  write_attendance(places.out, attendance, options);
  how.seed = seed_of(places, options, how.seed);
  how.exercises = exercises_to_regrade(options, course);
  engine::lay_out(places, course.toolchain, course.labs, found.submissions, how, options.launcher);
  const bool whole = run_graph(places, how.jobs, options);

  std::vector<course::Result> results;
  for (const engine::Submission& submission : found.submissions) {
    results.push_back(engine::update(places, submission, course.labs, how));
    if (options.json) results.back() = engine::collect(places, submission, course.labs, how);
  }
  show_results(results, options);
  std::cout.flush();
  for (const std::string& line : told_attendance(places.out)) progress(options, line);
  progress(options, "Results: " + places.results().string());
  return whole && std::none_of(results.begin(), results.end(), has_error) ? done : our_fault;
}

int grade_job(const Options& options) {
  const engine::Toolchain toolchain = engine::load_toolchain();
  engine::Settings how;
  const std::filesystem::path job = options.what.at(0);
  const course::Lab lab = course::load_lab(toolchain.source_root / "labs" / engine::read_job(job).lab);
  how.known[lab.id] = known_mistakes(options, {toolchain, {lab}}, lab);
  return engine::grade_job(toolchain, job, options.what.at(1), how) ? done : our_fault;
}

}  // namespace cli
