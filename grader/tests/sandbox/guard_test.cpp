// The guard: what is left when nobody reads any more? Its command takes a session of its own, as bwrap's child does,
// so that no process group and no death of a parent ends it.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <string>

#include "sandbox/process.hpp"
#include "support/fd.hpp"

namespace {

const std::string guard = SANDBOX_PROGRAMS "/guard";

TEST(Guard, TellsHowItsCommandEnded) {
  EXPECT_EQ(sandbox::run({guard, "sh", "-c", "exit 3"}).text(), "exit status 3");
  EXPECT_EQ(sandbox::run({guard, "sh", "-c", "kill -SEGV $$"}).text(), "exit status 139");
  EXPECT_TRUE(sandbox::run({guard, "/does/not/exist"}).output.starts_with("guard: /does/not/exist: No such file"));
}

// Ended and collected by the guard: the number is nobody's.
bool is_gone(const std::string& pid) { return ::kill(std::stoi(pid), 0) == -1 && errno == ESRCH; }

TEST(Guard, EndsWhatItsCommandLeftBehind) {
  const auto ended = sandbox::run({guard, "setsid", "sh", "-c", "sleep 1000 >/dev/null 2>&1 & echo $!"});
  EXPECT_TRUE(ended.exited_with(0)) << ended.output;
  EXPECT_TRUE(is_gone(ended.output)) << ended.output;
}

TEST(Guard, EndsAllOfThemWhenNobodyReadsAnyMore) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  lab::Fd reader(ends[0]);
  lab::Fd writer(ends[1]);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, writer.get(), 1);
  std::array<std::string, 4> words{guard, "sh", "-c", "setsid sh -c 'sleep 1000 & echo $!; wait' & wait"};
  std::array<char*, 5> command{words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
  pid_t pid = -1;
  ASSERT_EQ(::posix_spawn(&pid, command[0], &actions, nullptr, command.data(), environ), 0);
  ::posix_spawn_file_actions_destroy(&actions);
  writer.reset();

  std::array<char, 32> number{};
  ASSERT_GT(::read(reader.get(), number.data(), number.size() - 1), 0);
  reader.reset();
  int status = 0;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  EXPECT_TRUE(is_gone(number.data())) << number.data();
}

}  // namespace
