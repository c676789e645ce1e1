// Control groups: on a tree of plain files everywhere, and on the kernel's where a group was delegated to this process.
#include "sandbox/cgroup.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "sandbox/process.hpp"

namespace {

using sandbox::BoxGroup;
using sandbox::Delegated;
using sandbox::Role;
using Path = std::filesystem::path;

std::string text_of(const Path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

constexpr const char* v1 = "39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids\n";
constexpr const char* hybrid = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n";
constexpr const char* v2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
constexpr const char* container = "99 98 0:26 /docker/abc /sys/fs/cgroup ro,nosuid - cgroup2 cgroup rw\n";

TEST(GroupFolder, IsFoundBelowTheMount) {
  EXPECT_EQ(sandbox::group_folder("0::/user.slice/a.scope\n", v2), "/sys/fs/cgroup/user.slice/a.scope");
  EXPECT_EQ(sandbox::group_folder("8:pids:/x\n0::/b\n", std::string(v1) + hybrid), "/sys/fs/cgroup/unified/b");
  EXPECT_EQ(sandbox::group_folder("0::/\n", v2), "/sys/fs/cgroup");
}

TEST(GroupFolder, OfAContainerLiesBelowItsOwnMount) {
  EXPECT_EQ(sandbox::group_folder("0::/docker/abc/x\n", container), "/sys/fs/cgroup/x");
}

TEST(GroupFolder, IsNowhereWithoutVersion2OrOutsideOfTheMount) {
  EXPECT_EQ(sandbox::group_folder("8:pids:/x\n", v1), "");
  EXPECT_EQ(sandbox::group_folder("0::/x\n", v1), "");
  EXPECT_EQ(sandbox::group_folder("0::/other\n", container), "");
  EXPECT_EQ(sandbox::group_folder("0::/../other\n", v2), "");
}

class PlainTree : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "cgroup-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder = name;
    for (const char* file : {"cgroup.procs", "cgroup.subtree_control"}) std::ofstream(folder / file).flush();
    std::ofstream(folder / "cgroup.controllers") << "cpu memory pids hugetlb\n";
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  Path folder;
};

TEST_F(PlainTree, MemoryAndProcessesAreAskedFor) {
  const Delegated found = sandbox::prepare_group(folder);
  EXPECT_EQ(found.folder, folder) << found.why_not;
  EXPECT_EQ(found.controllers, (std::vector<std::string>{"memory", "pids"}));
  EXPECT_EQ(text_of(folder / "cgroup.subtree_control"), "+memory +pids");
}

TEST_F(PlainTree, AGraderStartedByAGraderUsesTheSameGroup) {
  std::filesystem::create_directory(folder / "socklab-12-main");
  EXPECT_EQ(sandbox::prepare_group(folder / "socklab-12-main").folder, folder);
}

TEST_F(PlainTree, WithoutControllersThereIsNone) {
  std::ofstream(folder / "cgroup.controllers") << "hugetlb\n";
  const Delegated found = sandbox::prepare_group(folder);
  EXPECT_EQ(found.folder, "");
  EXPECT_NE(found.why_not.find("neither"), std::string::npos) << found.why_not;
}

TEST_F(PlainTree, WhatIsNotOursIsLeftAlone) {
  std::filesystem::remove(folder / "cgroup.procs");  // holds for root, too
  const Delegated found = sandbox::prepare_group(folder);
  EXPECT_EQ(found.folder, "");
  EXPECT_NE(found.why_not.find("cgroup.procs is not ours"), std::string::npos) << found.why_not;
  EXPECT_EQ(text_of(folder / "cgroup.subtree_control"), "");
}

TEST_F(PlainTree, GroupsOfTheDeadAreRemovedAndOthersStay) {
  for (const char* name : {"socklab-999999999-1", "socklab-999999999-main", "socklab-1-1", "socklab-x-1"})
    std::filesystem::create_directory(folder / name);
  sandbox::prepare_group(folder);
  EXPECT_TRUE(std::filesystem::exists(folder / "socklab-1-1"));
  EXPECT_TRUE(std::filesystem::exists(folder / "socklab-x-1"));
  // cgroup.kill is a plain file here, and keeps the folder.
  EXPECT_EQ(text_of(folder / "socklab-999999999-1/cgroup.kill"), "1");
  EXPECT_EQ(text_of(folder / "socklab-999999999-main/cgroup.kill"), "1");
  EXPECT_FALSE(std::filesystem::exists(folder / "socklab-1-1/cgroup.kill"));
}

TEST_F(PlainTree, EachBoxHasTheLimitsOfItsRole) {
  const Delegated found = sandbox::prepare_group(folder);
  const BoxGroup worker(found, Role::worker);
  const BoxGroup compiler(found, Role::compiler);
  EXPECT_NE(worker.folder(), compiler.folder());
  EXPECT_EQ(text_of(worker.folder() / "memory.max"), std::to_string((512 + 384) * sandbox::MiB));
  EXPECT_EQ(text_of(compiler.folder() / "memory.max"), std::to_string((1024 + 384) * sandbox::MiB));
  for (const Path& group : {worker.folder(), compiler.folder()}) {
    EXPECT_EQ(text_of(group / "memory.swap.max"), "0");
    EXPECT_EQ(text_of(group / "pids.max"), "96");
    EXPECT_FALSE(std::filesystem::exists(group / "memory.oom.group"));
  }
}

TEST_F(PlainTree, TheCommandJoinsBeforeItBegins) {
  const BoxGroup group(sandbox::prepare_group(folder), Role::worker);
  const auto ended = sandbox::run(group.around({"cat", group.folder() / "cgroup.procs", "/dev/null"}));
  EXPECT_EQ(ended.output, "0\n");  // 0 stands for whoever writes it
}

TEST_F(PlainTree, ACommandThatCannotJoinDoesNotBegin) {
  const BoxGroup group(sandbox::prepare_group(folder), Role::worker);
  std::filesystem::remove_all(group.folder());
  const auto ended = sandbox::run(group.around({"echo", "began"}));
  EXPECT_FALSE(ended.exited_with(0));
  EXPECT_TRUE(ended.output.starts_with("init: ")) << ended.output;
  EXPECT_EQ(ended.output.find("began\n"), std::string::npos) << ended.output;
}

TEST_F(PlainTree, WhereNoGroupCanBeMadeNothingChanges) {
  const std::vector<std::string> command{"true"};
  EXPECT_EQ(BoxGroup({folder / "nowhere", {"pids"}, ""}, Role::worker).around(command), command);
  EXPECT_EQ(BoxGroup(Delegated{}, Role::worker).around(command), command);
}

class KernelsTree : public testing::Test {
 protected:
  void SetUp() override {
    if (sandbox::delegated_group().folder.empty()) GTEST_SKIP() << sandbox::delegated_group().why_not;
  }
};

TEST_F(KernelsTree, AProcessIsInItsGroupFromTheStart) {
  const BoxGroup group(sandbox::delegated_group(), Role::worker);
  const auto ended = sandbox::run(group.around({"cat", "/proc/self/cgroup"}));
  EXPECT_NE(ended.output.find(group.folder().filename().string() + "\n"), std::string::npos) << ended.output;
}

TEST_F(KernelsTree, NoMoreProcessesThanAllowed) {
  const auto& controllers = sandbox::delegated_group().controllers;
  if (std::find(controllers.begin(), controllers.end(), "pids") == controllers.end()) GTEST_SKIP() << "no pids";
  const BoxGroup group(sandbox::delegated_group(), Role::worker);
  const auto ended = sandbox::run(group.around(
      {"python3", "-c",
       "import os, signal\nn = 0\ntry:\n  while n < 500:\n    n += 1\n    if os.fork() == 0: signal.pause()\n"
       "except OSError: pass\nprint(n, flush=True)\nos.killpg(0, 9)"}));
  EXPECT_EQ(ended.output, "96\n");
}

TEST_F(KernelsTree, NothingOutlivesItsGroup) {
  Path folder;
  {
    const BoxGroup group(sandbox::delegated_group(), Role::worker);
    folder = group.folder();
    const auto ended = sandbox::run(group.around({"sh", "-c", "setsid sleep 12345 >/dev/null 2>&1 & echo started"}));
    EXPECT_EQ(ended.output, "started\n");
    EXPECT_NE(text_of(folder / "cgroup.procs"), "");
  }
  EXPECT_FALSE(std::filesystem::exists(folder));
}

}  // namespace
