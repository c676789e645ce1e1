// Is a clone's last commit dated, without a program that the clone itself names?
#include "engine/commit_time.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "engine/files.hpp"
#include "sandbox/process.hpp"

namespace {

using engine::Path;

const char* const kWhen = "2026-03-02T23:59:00+01:00";

std::string text_of(const std::optional<course::Moment>& moment) { return moment ? course::to_text(*moment) : "none"; }

class CommitTime : public testing::Test {
 protected:
  void SetUp() override {
    try {
      sandbox::run({"git", "--version"});
    } catch (const std::system_error&) {
      GTEST_SKIP() << "git is not installed";
    }
    git({"init", "-q", "-b", "main"});
    std::ofstream(here / "topic.cpp") << "int x;\n";
    git({"add", "topic.cpp"});
    git({"commit", "-q", "-m", "All of it\n\ncommitter Mallory <m@example.edu> 1 +0000"});
  }
  std::string git(const sandbox::Command& command) const {
    const std::string date = "GIT_COMMITTER_DATE=" + std::string(kWhen);
    sandbox::Options how;
    how.folder = here;
    const auto ended =
        sandbox::run(sandbox::joined({{"env", "HOME=/nonexistent", date, "GIT_AUTHOR_DATE=2020-01-01T00:00:00Z", "git",
                                       "-c", "user.name=Jane", "-c", "user.email=jane@example.edu"},
                                      command}),
                     how);
    EXPECT_TRUE(ended.exited_with(0)) << ended.output;
    return ended.output;
  }

  engine::WorkFolder work;
  const Path here = [this] {
    Path path = std::filesystem::canonical(work.path()) / "alice";
    std::filesystem::create_directories(path);
    return path;
  }();
};

// Is it the committer's date, in UTC, whether the branch is loose, packed, or HEAD alone?
TEST_F(CommitTime, OfHead) {
  EXPECT_EQ(text_of(engine::commit_time(here)), "2026-03-02T22:59:00Z");
  git({"gc", "-q"});
  EXPECT_EQ(text_of(engine::commit_time(here)), "2026-03-02T22:59:00Z") << "packed";
  git({"checkout", "-q", "--detach"});
  EXPECT_EQ(text_of(engine::commit_time(here)), "2026-03-02T22:59:00Z") << "detached";
}

// Does nothing in the clone's configuration run, and a name in HEAD lead nowhere else?
TEST_F(CommitTime, RunsNothingOfTheClones) {
  const Path canary = here / "canary";
  std::ofstream(here / ".git/config", std::ios::app)
      << "[core]\n\tfsmonitor = touch " << canary.string()
      << "; false\n[log]\n\tshowSignature = true\n[include]\n\tpath = " << (here / "fifo").string() << "\n[broken\n";
  EXPECT_EQ(text_of(engine::commit_time(here)), "2026-03-02T22:59:00Z");
  EXPECT_FALSE(std::filesystem::exists(canary));
  for (const char* head : {"ref: refs/../../../../etc/hostname", "ref: refs/heads/none", "--help", "", "0123456789"}) {
    std::ofstream(here / ".git/HEAD") << head << "\n";
    EXPECT_EQ(text_of(engine::commit_time(here)), "none") << head;
  }
}

// Is what is no clone, or has no commit, without a time; and what cannot be read, too?
TEST_F(CommitTime, IsNotGuessed) {
  EXPECT_EQ(text_of(engine::commit_time(work.path() / "nowhere")), "none");
  EXPECT_EQ(text_of(engine::commit_time(here, "0123456789012345678901234567890123456789")), "none");
  std::filesystem::remove_all(here / ".git/objects");
  EXPECT_EQ(text_of(engine::commit_time(here)), "none");
}

// Is the memory of an earlier run used for the same commit alone, and a broken one for nothing?
TEST_F(CommitTime, IsRemembered) {
  const Path memory = work.path() / "commits.json";
  const auto dated = [&] {
    std::vector<engine::Submission> all{{"alice", here}};
    engine::date_by_commits(all, memory);
    return text_of(all[0].origin.submitted);
  };
  EXPECT_EQ(dated(), "2026-03-02T22:59:00Z");
  std::filesystem::rename(here / ".git/objects", here / ".git/elsewhere");
  EXPECT_EQ(dated(), "2026-03-02T22:59:00Z");
  std::ofstream(memory) << "{";
  EXPECT_EQ(dated(), "none");
}

}  // namespace
