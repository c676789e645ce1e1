// What a process in a box sees and may do. Skipped, loudly, where this machine cannot confine a process.
#include "sandbox/boxes.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <set>

#include "sandbox/identity.hpp"
#include "sandbox/probe.hpp"
#include "wire/box_status.hpp"

namespace {

using sandbox::Command;
using sandbox::joined;
using sandbox::View;

class Boxes : public testing::Test {
 protected:
  void SetUp() override {
    const auto unavailable = sandbox::probe(programs);
    if (unavailable) GTEST_SKIP() << unavailable->cause << "; " << unavailable->mend;
    std::string name = testing::TempDir() + "boxes-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder = name;
    std::ofstream(folder / "file") << "text";
    sandbox::give_to_box(folder);
  }
  void TearDown() override {
    if (!folder.empty()) std::filesystem::remove_all(folder);
  }
  static sandbox::Ended shell(const Command& box, const std::string& script) {
    sandbox::Options options;
    options.boxed = true;
    return sandbox::run(joined({box, {"sh", "-c", script}}), options);
  }
  /// As grading does: the worker's box within the examiner's.
  sandbox::Ended worker(const std::string& script) const {
    const View view{.init = programs.init(), .readable = {folder}, .writable = {}};
    return shell(joined({sandbox::examiner_box(view), sandbox::worker_box(view)}), script);
  }
  sandbox::Ended compiler(const std::string& script) const {
    return shell(sandbox::compiler_box({.init = programs.init(), .readable = {}, .writable = {folder}}, folder),
                 script);
  }

  const sandbox::Programs programs{SANDBOX_PROGRAMS};
  std::filesystem::path folder;
};

TEST_F(Boxes, TheWorkerReadsItsStageAndCannotWriteThere) {
  const auto ended = worker("cat '" + folder.string() + "/file'; touch '" + folder.string() + "/new'");
  EXPECT_TRUE(ended.output.starts_with("text")) << ended.output;
  EXPECT_NE(ended.output.find("Read-only file system"), std::string::npos) << ended.output;
}

TEST_F(Boxes, TheWorkerSeesNothingElseOfThisMachine) {
  const auto ended = worker("ls /; ls /etc; ls /var /boot /srv 2>/dev/null");
  std::set<std::string> seen{"bin", "dev", "etc", "lib", "lib64", "proc", "tmp", "usr"};
  for (const auto& shown : {std::filesystem::path(programs.init()), folder})  // Wherever this was checked out.
    seen.insert((++shown.begin())->string());
  std::string root;
  for (const auto& name : seen) root += name + "\n";
  EXPECT_TRUE(ended.output.starts_with(root)) << ended.output;
  EXPECT_NE(ended.output.find("\nalternatives\n"), std::string::npos) << ended.output;
  EXPECT_FALSE(ended.exited_with(0));
}

TEST_F(Boxes, TheWorkerMayWriteInTmpButNotWithoutEnd) {
  const auto ended = worker("echo x >/tmp/x && cat /tmp/x; head -c 400000000 /dev/zero >/tmp/big; touch /x /dev/x");
  EXPECT_TRUE(ended.output.starts_with("x\n")) << ended.output;
  EXPECT_NE(ended.output.find("File size limit"), std::string::npos) << ended.output;
  EXPECT_NE(ended.output.find("touch: cannot touch '/x': Read-only"), std::string::npos) << ended.output;
  EXPECT_NE(ended.output.find("touch: cannot touch '/dev/x': Read-only"), std::string::npos) << ended.output;
}

TEST_F(Boxes, TheWorkerHasALoopbackAndNoOtherNetwork) {
  EXPECT_EQ(worker("grep -c : /proc/net/dev; grep -q '^ *lo:' /proc/net/dev && echo lo").output, "1\nlo\n");
}

TEST_F(Boxes, TheWorkerHasAsManyDescriptorsAsItsLabAsksFor) {
  EXPECT_EQ(worker("ulimit -n").output, "128\n");
  const View view{.init = programs.init(), .readable = {folder}, .writable = {}};
  EXPECT_EQ(shell(joined({sandbox::examiner_box(view), sandbox::worker_box(view, 1100)}), "ulimit -n").output,
            "1100\n");
}

TEST_F(Boxes, TheWorkerSeesItsOwnProcessesOnly) {
  const auto ended = worker("ls -d /proc/[0-9]* | wc -l");
  EXPECT_LT(std::stoi(ended.output), 6) << ended.output;
}

TEST_F(Boxes, TheWorkersEnvironmentIsTheSameEverywhere) {
  EXPECT_EQ(worker("env | grep -v ^PWD= | sort; id -u").output,
            "LC_ALL=C\nPATH=/usr/local/bin:/usr/bin\nTZ=UTC\n1000\n");
}

TEST_F(Boxes, TheWorkerHasItsLimits) { EXPECT_EQ(worker("ulimit -t; ulimit -n; ulimit -p").output, "120\n128\n64\n"); }

TEST_F(Boxes, TheInitTellsHowTheCommandEnded) {
  EXPECT_TRUE(worker("exit 42").exited_with(42));
  EXPECT_TRUE(worker("kill -SEGV $$").exited_with(128 + SIGSEGV));
}

TEST_F(Boxes, TooMuchMemoryClosesTheBox) {
  // Each of several processes stays far below the limit for all.
  const auto ended =
      worker("for i in 1 2 3 4 5 6 7 8; do head -c 100000000 /dev/zero | tail -c 100000000 & done; wait");
  EXPECT_TRUE(ended.exited_with(wire::out_of_memory)) << ended.text();
}

TEST_F(Boxes, TooManyFilesCloseTheBox) {
  const auto ended = worker("cd /tmp; i=0; while mkdir $i; do i=$((i+1)); : >$i.a; : >$i.b; done 2>/dev/null");
  EXPECT_TRUE(ended.exited_with(wire::out_of_files)) << ended.text();
}

TEST_F(Boxes, NoNamespaceCanBeMadeInside) { EXPECT_FALSE(worker("unshare -U true").exited_with(0)); }

TEST_F(Boxes, TheCompilerWritesInItsStageAndHasNoNetwork) {
  const auto ended = compiler("pwd; echo new >new; grep -c : /proc/net/dev; ls /var /boot 2>&1 | wc -l");
  EXPECT_EQ(ended.output, folder.string() + "\n1\n2\n") << ended.output;
  EXPECT_TRUE(std::filesystem::exists(folder / "new"));
}

TEST_F(Boxes, TheCompilerCompiles) {
  std::ofstream(folder / "main.cpp") << "#include <string>\nint main() { return std::string().size() != 0; }\n";
  const auto ended = compiler("c++ main.cpp -o main && ./main");
  EXPECT_TRUE(ended.exited_with(0)) << ended.output;
}

TEST_F(Boxes, NothingOutlivesTheBox) {
  const std::string mark = std::to_string(100'000'000 + ::getpid());  // of this run alone
  const auto ended = worker("setsid sleep " + mark + " & echo started");
  EXPECT_EQ(ended.output, "started\n");
  EXPECT_EQ(sandbox::run({"sh", "-c", "ps -eo args | grep -c '[s]leep " + mark + "'"}).output, "0\n");
}

}  // namespace
