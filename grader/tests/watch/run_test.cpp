#include "watch/run.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>

#include <cerrno>
#include <string>

namespace {

/// Waits for its end; what it printed.
std::string ended(watch::Run& run) {
  do {
    pollfd on{run.descriptor(), POLLIN, 0};
    ::poll(&on, 1, 10'000);
  } while (!run.read());
  return run.text();
}

bool no_child_left() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

// Is all that it prints there at its end, standard error too?
TEST(Run, KeepsWhatIsPrinted) {
  watch::Run run({"/bin/sh", "-c", "head -c 100000 /dev/zero | tr '\\0' x; echo end >&2"});
  EXPECT_EQ(ended(run), std::string(100'000, 'x') + "end\n");
  EXPECT_TRUE(no_child_left());
}

// Does cancelling end it with SIGTERM, in which it may clean up, and leave no child?
TEST(Run, CancelledItMayCleanUp) {
  {
    watch::Run run({"/bin/sh", "-c", "trap 'exit 0' TERM; echo ready; while :; do :; done"});
    pollfd on{run.descriptor(), POLLIN, 0};
    ::poll(&on, 1, 10'000);
    run.read();
    EXPECT_EQ(run.text(), "ready\n");
  }
  EXPECT_TRUE(no_child_left());
}

// Is a program that is not there an end like others?
TEST(Run, NoSuchProgram) {
  watch::Run run({"/nowhere/socklab"});
  EXPECT_EQ(ended(run), "");
}

}  // namespace
