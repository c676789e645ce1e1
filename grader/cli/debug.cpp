// debug: gdb, standing at the first line of an exercise's function, as a public test has called it.
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <iostream>
#include <thread>

#include "cli/commands.hpp"
#include "cli/one_exercise.hpp"
#include "engine/debugger.hpp"
#include "engine/files.hpp"
#include "report/encode.hpp"
#include "report/failure.hpp"
#include "report/text.hpp"

namespace cli {
namespace {

void look_for_gdb() {
  try {
    if (sandbox::run({"gdb", "--version"}).exited_with(0)) return;
  } catch (const std::system_error&) {  // not there
  }
  throw BadInput(
      "debug needs gdb, which is not installed here. Type this, then the same again:\n  sudo apt-get install "
      "-y gdb");
}

// The examiner outlives gdb, by as much as it takes to tell the verdict; what gdb leaves behind comes to us.
void wait_for_the_rest() {
  using namespace std::chrono_literals;
  const auto end = std::chrono::steady_clock::now() + 6s;
  for (pid_t pid = 0; (pid = ::waitpid(-1, nullptr, WNOHANG)) != -1 && std::chrono::steady_clock::now() < end;) {
    if (pid == 0) std::this_thread::sleep_for(10ms);
  }
}

// In our own place at the terminal, where Ctrl-C is gdb's. Returns its exit status.
int run_at_terminal(const sandbox::Command& command) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::unsetenv("DEBUGINFOD_URLS");  // what a debugger would ask the network for is not needed here
  std::signal(SIGINT, SIG_IGN);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  posix_spawnattr_t attributes{};
  sigset_t interrupt;
  ::sigemptyset(&interrupt);
  ::sigaddset(&interrupt, SIGINT);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setsigdefault(&attributes, &interrupt);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t pid = -1;
  const int error = ::posix_spawnp(&pid, words[0], nullptr, &attributes, words.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  if (error != 0) throw std::system_error(error, std::generic_category(), words[0]);
  int status = 0;
  while (::waitpid(pid, &status, 0) == -1 && errno == EINTR) {
  }
  wait_for_the_rest();
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

const course::Test& chosen(const std::vector<course::Test>& tests) {
  const auto failed = std::find_if(tests.begin(), tests.end(),
                                   [](const course::Test& test) { return test.status != course::TestStatus::passed; });
  return failed != tests.end() ? *failed : tests.front();
}

std::string introduction(const Ran& ran, const course::Test& test, const engine::Debuggable& built,
                         const Course& course, const report::Ink& ink) {
  std::string text = "\n  " + ink.bold(report::printable(ran.exercise.id + "  " + test.name)) + " " +
                     ink.dim("(" + report::in_words(test.status) + ")") + "\n";
  for (const std::string& line : report::paragraph(test.question, report::kWidth - 2, 3))
    text += "  " + ink.cyan(line) + "\n";
  text += "\n  gdb stops in";
  for (const engine::Function& one : built.functions)
    text += std::string(&one == &built.functions.front() ? " " : "\n               ") + report::printable(one.name) +
            "  " + one.file.lexically_relative(course.toolchain.source_root).string() + ":" + std::to_string(one.line);
  text +=
      "\n  The test is the one that check runs, interruptions and shortened calls too; but nothing takes too long "
      "here.\n"
      "\n  n  the next line        p NAME  a value          c  go on, to the test's end\n"
      "  s  into a function      bt      who called       q  quit\n\n";
  return text;
}

}  // namespace

int debug(const Options& options) {
  look_for_gdb();
  const Course course = load(options);
  const Ran ran = run_exercise(options, course);
  if (!ran.graded()) {
    std::cout << report::to_terminal(ran.result, terminal(options));
    return has_error(ran.result) ? our_fault : test_failed;
  }
  const course::Test& test = chosen(ran.tests());
  const engine::WorkFolder work;
  const auto built = engine::build_for_debugger(course.toolchain, ran.lab, ran.exercise, work.path());
  if (!built.ok) throw std::runtime_error("it could not be built for a debugger:\n" + built.log);
  std::cout << report::ci_log(introduction(ran, test, built, course, {terminal(options).colour})) << std::flush;
  const int status =
      run_at_terminal(engine::gdb_command(course.toolchain, ran.lab, built, test.name, ran.how.seed, options.for_gdb));
  return status == 0 ? done : our_fault;
}

}  // namespace cli
