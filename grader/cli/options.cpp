// See options.hpp. The only source that includes CLI11, which takes seconds to compile.
#include "cli/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

namespace cli {
namespace {

// They belong to the program, so a command's own help would not list them.
std::string common_options(const CLI::App& app) {
  std::string text = "Every command takes these, too, as far as they make sense for it:\n";
  for (const CLI::Option* option : app.get_options()) {
    std::string name = option->get_name(false, true);
    name.resize(std::max<std::size_t>(name.size() + 1, 28), ' ');
    if (option != app.get_help_ptr()) text += "  " + name + option->get_description() + "\n";
  }
  return text;
}

}  // namespace

Parsed parse(int count, char** arguments) {
  Parsed parsed;
  Options& options = parsed.options;
  // Another program's options are none of CLI11's business.
  const auto end = std::find(arguments, arguments + count, std::string_view("--"));
  if (count > 1 && std::string_view(arguments[1]) == "debug" && end != arguments + count) {
    options.for_gdb.assign(end + 1, arguments + count);
    count = static_cast<int>(end - arguments);
  }
  CLI::App app("Sockets Lab: exercises on the Berkeley sockets API, and their grader.", "socklab");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(
      "Exit status: 0 done (check: all passed), 1 a test failed, 2 usage or bad input, 3 no sandbox, 70 a fault of "
      "ours.");

  app.add_flag("--json", options.json, "Results as JSON on standard output");
  app.add_option("--jobs", options.jobs, "How many to build and test at once (default: all processors)")
      ->check(CLI::Range(1, 1024));
  app.add_option("--labs", options.labs, "These labs only: 01,04")->delimiter(',');
  app.add_option("--seed", options.seed, "Random inputs as in an earlier run: the seed that its result tells");
  app.add_option("--out", options.out,
                 "Where results and progress go: DIR/results/NAME.json (default: .socklab in the tree)");
  app.add_option("--sandbox", options.sandbox, "bwrap, or none (check only, where it is the default)")
      ->check(CLI::IsMember({"bwrap", "none"}));
  app.add_flag("--quiet,-q", options.quiet, "No progress on standard error");
  app.add_option("--color", options.color, "auto, always or never")->check(CLI::IsMember({"auto", "always", "never"}));

  CLI::App* check = app.add_subcommand("check", "Build and test your own files in labs/");
  check
      ->add_option(
          "LAB", options.what,
          "A lab (01), or one exercise (01.4), and of it perhaps one test (SendsEverything); default: all labs")
      ->expected(0, 2);
  check->add_flag("--hidden", options.hidden, "The hidden tests too, where solutions/ is there");

  CLI::App* hint = app.add_subcommand("hint", "Hints for an exercise, from a nudge to nearly the answer");
  // Not bound to options.what: a list would take LEVEL, too.
  hint->add_option_function<std::string>(
          "NN.k", [&options](const std::string& exercise) { options.what = {exercise}; }, "The exercise: 01.4")
      ->required();
  hint->add_option("LEVEL", options.level, "How much to tell: 1, 2 or 3 (default: one more each time)")
      ->check(CLI::Range(1, 3));

  CLI::App* watch = app.add_subcommand("watch", "Check an exercise again on every save; keys for all the rest");
  watch->add_option("LAB", options.what, "A lab (01) or an exercise (01.4); default: where you were")->expected(0, 1);
  watch->add_flag("--poll", options.poll, "Look for saves: for shared folders and WSL, where nobody tells of them");
  app.add_subcommand("status", "How far you are: passed, begun, not started");
  app.add_subcommand("next", "The first exercise that has not passed, and where to begin with it");
  CLI::App* reset = app.add_subcommand("reset", "Put a lab's skeleton back; keeps a copy of your file");
  reset->add_option("LAB", options.what, "The lab: 01")->required()->expected(1);
  reset->add_flag("--yes", options.yes, "Do not ask");

  CLI::App* trace =
      app.add_subcommand("trace", "Every system call of your code in an exercise's tests, passed ones too");
  trace->add_option("NN.k TEST", options.what, "The exercise (01.4), and one of its tests (default: all)")
      ->required()
      ->expected(1, 2);
  CLI::App* debug = app.add_subcommand("debug", "gdb, standing in your function as a test has called it");
  debug
      ->add_option(
          "NN.k TEST", options.what,
          "The exercise (01.4), and one of its tests (default: the first that fails); what follows a -- is for gdb")
      ->required()
      ->expected(1, 2);

  CLI::App* grade =
      app.add_subcommand("grade", "Grade submissions, each a folder; results go to DIR/results/NAME.json (see --out)");
  grade->add_option("PATH", options.what, "Folders: each with NN-topic/topic.cpp or topic.cpp in it");
  grade->add_option("--class", options.class_folder,
                    "A class's submissions: a folder, or the archive that Canvas, Moodle or Gradescope gave for "
                    "download; in it a folder or an archive for each student, or single files as Canvas has them");
  grade->add_option("--launcher", options.launcher,
                    "With --class: put before each job's command, to run it elsewhere on a shared folder "
                    "(srun --quiet --exact -N1 -n1)");
  grade->add_option("--roster", options.roster,
                    "With --class: who is in it (an export of the platform's, or CSV with student,id,email); tells who "
                    "has handed in nothing, and who is not on it");
  grade->add_option("--submitted", options.submitted,
                    "When they were handed in: CSV with student,submitted; times have their offset from UTC");
  grade->add_option("--regrade", options.regrade,
                    "With --class: an exercise whose tests were corrected (01.4); it alone is graded again, and the "
                    "rest of its lab keeps its results");
  CLI::App* grade_job = app.add_subcommand("grade-job", "One job of a class: JOB RESULT")->group("");
  grade_job->add_option("JOB RESULT", options.what)->required()->expected(2);
  grade
      ->add_option("--reveal", options.reveal,
                   "What results tell of hidden tests: none (counts and points), names (and questions), diagnosis "
                   "(and what to read; default), or full (inputs and all: for your eyes)")
      ->check(CLI::IsMember({"none", "names", "diagnosis", "full"}));
  grade->add_option("--budget", options.budget, "Seconds for all tests of one lab together (default: 300)")
      ->check(CLI::Range(1, 36000));

  CLI::App* report = app.add_subcommand("report", "Make reports of results; they go to OUT/reports/FORMAT/");
  report->add_option("OUT", options.what, "The folder that was given to grade --out")->required()->expected(1);
  report->add_option("--format", options.format, "What is to read them; a name that there is not tells all")
      ->required();
  report->add_option("--roster", options.roster,
                     "The platform's own export, to be filled in: a gradebook of Canvas, a worksheet of Moodle");
  report->add_option("--policy", options.policy,
                     "A late policy (policy.toml): deadlines, and what is taken off; the results stay as they are");

  CLI::App* verify =
      app.add_subcommand("verify", "The course checks itself: solutions, alternatives, skeletons, known mistakes");
  verify->add_option("LAB", options.what, "A lab (01); default: all labs")->expected(0, 1);
  verify->add_flag("--write-diagnoses", options.write_diagnoses,
                   "Write labs/*/diagnoses.json anew: what each known mistake shows, and what it believes");
  verify
      ->add_flag("--retold", options.retold,
                 "Instead: how often the right belief is named for mistakes told anew (grader/README.md)")
      ->excludes("--write-diagnoses");
  verify
      ->add_flag("--quick", options.quick,
                 "Compile mistakes without sanitizers first, as `test` does: half of the time")
      ->excludes("--write-diagnoses")
      ->excludes("--retold");

  CLI::App* submit = app.add_subcommand("submit", "Pack what you hand in: the labs that you have begun");
  submit->add_option("FILE LAB", options.what,
                     "The archive, .zip or .tar.gz (default: submission.zip), and labs (01 02; default: those that you "
                     "have changed)");
  submit->add_flag("--force", options.force, "Replace FILE, even if it is no submission");
  CLI::App* handout = app.add_subcommand("handout", "For instructors: the students' tree, as it is committed");
  handout->add_option("FILE", options.what, "The archive: NAME.tar.gz or NAME.zip")->required()->expected(1);
  handout->add_flag("--force", options.force, "Replace FILE if it is there");
  CLI::App* bundle =
      app.add_subcommand("bundle", "For instructors: what to upload to gradescope, prairielearn, autolab or github");
  bundle->add_option("PLATFORM", options.what, "gradescope, prairielearn, autolab or github")->required()->expected(1);
  bundle->add_flag("--force", options.force, "Write into the folder (--out; default: bundle-PLATFORM) if it is there");
  app.add_subcommand("doctor", "What works on this machine, and how to mend what does not");
  CLI::App* new_lab = app.add_subcommand("new-lab", "Lay out a new lab, with a first exercise that works");
  new_lab->add_option("NN-topic", options.what, "Its number and topic: 09-raw-sockets")->required()->expected(1);
  CLI::App* notes = app.add_subcommand("notes", "The notes as a site for this machine's browsers: prints its address");
  notes->add_option("--build", options.pages, "Only build the pages, into DIR")->type_name("DIR");
  app.add_subcommand("test", "Everything: the tests of all parts, verify, and a round of grading");

  for (CLI::App* command : app.get_subcommands({})) command->footer(common_options(app));
  try {
    app.parse(count, arguments);
    options.command = app.get_subcommands().front()->get_name();
  } catch (const CLI::ParseError& error) {
    parsed.end = app.exit(error) == 0 ? 0 : 2;
  }
  return parsed;
}

}  // namespace cli
