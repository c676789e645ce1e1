// What a process in a box sees and may do. Skipped, loudly, where this machine cannot confine a process.
#include "sandbox/boxes.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "sandbox/probe.hpp"

namespace {

using sandbox::Command;
using sandbox::joined;

class Boxes : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto unavailable = sandbox::probe()) GTEST_SKIP() << unavailable->cause << "; " << unavailable->mend;
    std::string name = testing::TempDir() + "boxes-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder = name;
    std::ofstream(folder / "file") << "text";
  }
  void TearDown() override {
    if (!folder.empty()) std::filesystem::remove_all(folder);
  }
  static sandbox::Ended shell(const Command& box, const std::string& script) {
    return sandbox::run(joined({box, {"sh", "-c", script}}));
  }
  /// As grading does: the worker's box within the examiner's.
  sandbox::Ended worker(const std::string& script) const {
    return shell(joined({sandbox::examiner_box(folder), sandbox::worker_box({folder})}), script);
  }
  sandbox::Ended compiler(const std::string& script) const { return shell(sandbox::compiler_box(folder, {}), script); }

  std::filesystem::path folder;
};

TEST_F(Boxes, TheWorkerReadsItsStageAndCannotWriteThere) {
  const auto ended = worker("cat '" + folder.string() + "/file'; touch '" + folder.string() + "/new'");
  EXPECT_TRUE(ended.output.starts_with("text")) << ended.output;
  EXPECT_NE(ended.output.find("Read-only file system"), std::string::npos) << ended.output;
}

TEST_F(Boxes, TheWorkerSeesNothingElseOfThisMachine) {
  const auto ended = worker("ls /; ls /etc; ls /home /root /var 2>/dev/null");
  EXPECT_EQ(ended.output.substr(0, 40), "bin\ndev\netc\nlib\nlib64\nproc\ntmp\nusr\nalter") << ended.output;
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

TEST_F(Boxes, TheWorkerSeesItsOwnProcessesOnly) {
  const auto ended = worker("ls -d /proc/[0-9]* | wc -l");
  EXPECT_LT(std::stoi(ended.output), 6) << ended.output;
}

TEST_F(Boxes, TheWorkersEnvironmentIsTheSameEverywhere) {
  EXPECT_EQ(worker("env | grep -v ^PWD= | sort; id -u").output,
            "LC_ALL=C\nPATH=/usr/local/bin:/usr/bin\nTZ=UTC\n1000\n");
}

TEST_F(Boxes, TheWorkerHasItsLimits) {
  EXPECT_EQ(worker("ulimit -c; ulimit -t; ulimit -n; ulimit -p").output, "0\n120\n256\n64\n");
}

TEST_F(Boxes, NoNamespaceCanBeMadeInside) { EXPECT_FALSE(worker("unshare -U true").exited_with(0)); }

TEST_F(Boxes, TheCompilerWritesInItsStageAndHasNoNetwork) {
  const auto ended = compiler("pwd; echo new >new; grep -c : /proc/net/dev; ls /root /home 2>&1 | wc -l");
  EXPECT_EQ(ended.output, folder.string() + "\n1\n2\n") << ended.output;
  EXPECT_TRUE(std::filesystem::exists(folder / "new"));
}

TEST_F(Boxes, TheCompilerCompiles) {
  std::ofstream(folder / "main.cpp") << "#include <string>\nint main() { return std::string().size() != 0; }\n";
  const auto ended = compiler("c++ main.cpp -o main && ./main");
  EXPECT_TRUE(ended.exited_with(0)) << ended.output;
}

TEST_F(Boxes, NothingOutlivesTheBox) {
  const auto ended = shell(sandbox::worker_box({folder}), "setsid sleep 12345 & echo started");
  EXPECT_EQ(ended.output, "started\n");
  EXPECT_EQ(sandbox::run({"sh", "-c", "ps -eo args | grep -c '[s]leep 12345'"}).output, "0\n");
}

}  // namespace
