// The self-test, where something is not as it must be: does it see that?
#include "sandbox/probe.hpp"

#include <gtest/gtest.h>

#include "sandbox/boxes.hpp"

namespace {

using sandbox::Command;
using sandbox::joined;

const sandbox::Programs programs{SANDBOX_PROGRAMS};

class Probe : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto unavailable = sandbox::probe(programs)) GTEST_SKIP() << unavailable->cause;
  }
  /// What the self-test says in a worker's box that was built with `wrong` put for `right`.
  static std::string says(const std::string& right, const std::string& wrong) {
    const sandbox::View view{.init = programs.init(), .readable = {programs.self_test()}, .writable = {}};
    Command box = joined({sandbox::examiner_box(view), sandbox::worker_box(view)});
    bool replaced = false;
    for (std::string& word : box) {
      if (word != right) continue;
      word = wrong;
      replaced = true;
    }
    EXPECT_TRUE(replaced) << right;
    sandbox::Options options;
    options.boxed = true;
    return sandbox::run(joined({box, {programs.self_test(), "worker"}}), options).output;
  }
};

TEST_F(Probe, HoldsAsItIs) { EXPECT_EQ(says("--die-with-parent", "--die-with-parent"), "held\n"); }

TEST_F(Probe, SeesTheMachinesNetwork) {
  EXPECT_NE(says("--unshare-net", "--unshare-uts").find("a way out to the network"), std::string::npos);
}

TEST_F(Probe, SeesAWritableRoot) {
  const std::string said = says("--remount-ro", "--dir");
  EXPECT_NE(said.find("the root folder can be written: it works"), std::string::npos) << said;
  EXPECT_NE(said.find("/dev can be written: it works"), std::string::npos) << said;
}

TEST_F(Probe, SeesTheOtherRolesLimits) {
  EXPECT_NE(says("worker=128", "compiler").find("/proc/self/oom_score_adj"), std::string::npos);
  EXPECT_NE(says("worker=128", "examiner").find("memfd_create"), std::string::npos);
}

TEST(Unavailable, NamesTheCauseAndTheMend) {
  const auto unavailable = sandbox::probe({"/nowhere"});
  ASSERT_TRUE(unavailable);
  EXPECT_EQ(unavailable->cause, "a program of ours is missing: /nowhere/guard: No such file or directory");
  EXPECT_EQ(unavailable->mend, "ninja -C build");
}

}  // namespace
