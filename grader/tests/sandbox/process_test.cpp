// Processes: output, deadline, limits on output, what is left behind.
#include "sandbox/process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace {

using namespace std::chrono_literals;
using sandbox::run;

TEST(Process, TellsOutputAndExitStatus) {
  const auto ended = run({"sh", "-c", "echo out; echo err >&2; exit 3"});
  EXPECT_TRUE(ended.exited_with(3));
  EXPECT_EQ(ended.output, "out\nerr\n");
  EXPECT_EQ(ended.text(), "exit status 3");
}

TEST(Process, TellsWhichSignalEndedIt) { EXPECT_EQ(run({"sh", "-c", "kill -SEGV $$"}).text(), "killed by SIGSEGV"); }

TEST(Process, IsEndedAtItsDeadlineWithAllThatItStarted) {
  const auto ended = run({"sh", "-c", "sleep 1000 & echo $!; wait"}, {.folder = "/", .deadline = 300ms});
  EXPECT_TRUE(ended.timed_out);
  EXPECT_FALSE(ended.exited_with(0));
  // It is gone, or at most waits to be collected by init.
  const auto state = run({"sh", "-c", "cut -d' ' -f3 /proc/" + std::to_string(std::stol(ended.output)) + "/stat"});
  EXPECT_TRUE(state.output.find("No such file") != std::string::npos || state.output == "Z\n") << state.output;
}

TEST(Process, KeepsNoMoreOutputThanAsked) {
  const auto ended = run({"sh", "-c", "yes | head -c 1000000"}, {.folder = "/", .most_output = 100});
  EXPECT_TRUE(ended.exited_with(0)) << "it was read to the end all the same";
  EXPECT_EQ(ended.output.size(), 100U);
  EXPECT_TRUE(ended.output_cut);
}

TEST(Process, HasACleanEnvironmentAndNoDescriptorOfOurs) {
  ::setenv("SOCKLAB_TEST_SECRET", "canary", 1);
  const int open_here = ::dup(0);
  const auto ended = run({"sh", "-c", "env; ls /proc/self/fd; pwd"});
  ::close(open_here);
  EXPECT_EQ(ended.output.find("canary"), std::string::npos);
  EXPECT_NE(ended.output.find("\n0\n1\n2\n3\n/\n"), std::string::npos) << "3 is the folder that ls reads:\n"
                                                                       << ended.output;
}

TEST(Process, ThatIsNotThereIsAnErrorThatNamesIt) {
  try {
    run({"no-such-program"});
    FAIL() << "it ran";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::no_such_file_or_directory);
    EXPECT_NE(std::string(error.what()).find("no-such-program"), std::string::npos);
  }
}

TEST(ProcessDeathTest, IsEndedByAnInterruption) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // a program of its own: what is interrupted stays so
  EXPECT_EXIT(
      {
        sandbox::interrupt();
        try {
          run({"sleep", "1000"});
        } catch (const sandbox::Interrupted&) {
          std::exit(42);
        }
      },
      testing::ExitedWithCode(42), "");
}

}  // namespace
