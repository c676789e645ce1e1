// Jobs, files, and what verify holds against a result.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <fstream>
#include <mutex>
#include <set>
#include <stdexcept>

#include "course/document.hpp"
#include "engine/files.hpp"
#include "engine/jobs.hpp"
#include "engine/verify.hpp"

namespace {

using course::LabStatus;
using course::TestStatus;
using Kind = engine::Variant::Kind;

TEST(Jobs, EachIsDoneOnce) {
  std::mutex mutex;
  std::multiset<std::size_t> seen;
  engine::for_each_job(100, 4, [&](std::size_t job) {
    const std::lock_guard lock(mutex);
    seen.insert(job);
  });
  EXPECT_EQ(seen.size(), 100U);
  EXPECT_EQ(std::set<std::size_t>(seen.begin(), seen.end()).size(), 100U);
}

TEST(Jobs, NoneIsFineToo) {
  engine::for_each_job(0, 4, [](std::size_t) { FAIL(); });
}

TEST(Jobs, AnExceptionEndsThemAndComesOut) {
  std::atomic<int> begun = 0;
  const auto run = [&] {
    engine::for_each_job(1000, 1, [&](std::size_t job) {
      ++begun;
      if (job == 2) throw std::runtime_error("the third");
    });
  };
  EXPECT_THROW(run(), std::runtime_error);
  EXPECT_EQ(begun, 3);
}

TEST(Files, AWorkFolderGoesAwayWithAllThatIsInIt) {
  engine::Path path;
  {
    const engine::WorkFolder work;
    path = work.path();
    std::filesystem::create_directory(path / "deeper");
    engine::write_file(path / "deeper/file", "text");
    EXPECT_EQ(course::read_text(path / "deeper/file"), "text");
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(Files, AWholeFileReplacesTheOldOneAndLeavesNothingBeside) {
  const engine::WorkFolder work;
  engine::write_whole(work.path() / "result.json", "old");
  engine::write_whole(work.path() / "result.json", "new");
  EXPECT_EQ(course::read_text(work.path() / "result.json"), "new");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(work.path()), {}), 1);
}

TEST(Files, AFileThatCannotBeWrittenLeavesTheOldOne) {
  const engine::WorkFolder work;
  std::filesystem::create_directory(work.path() / "result.json");  // nothing can be renamed over it
  engine::write_file(work.path() / "result.json/old", "old");
  EXPECT_ANY_THROW(engine::write_whole(work.path() / "result.json", "new"));
  EXPECT_TRUE(std::filesystem::exists(work.path() / "result.json/old"));
}

// A process that makes a work folder, begins to write a result, and is killed; the folder's path.
engine::Path killed_at_work(const engine::Path& results) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) == -1) throw std::runtime_error("pipe");
  const pid_t pid = ::fork();
  if (pid == 0) {
    const engine::WorkFolder work;
    const std::string path = work.path().string();
    engine::write_file(results / "bob.json.part-1-0", "{");
    if (::write(ends[1], path.data(), path.size()) != -1) ::raise(SIGKILL);
    ::_exit(1);
  }
  ::close(ends[1]);
  std::string path(4096, '\0');
  path.resize(static_cast<std::size_t>(std::max<ssize_t>(::read(ends[0], path.data(), path.size()), 0)));
  ::close(ends[0]);
  ::waitpid(pid, nullptr, 0);
  return path;
}

TEST(Files, WhatAKilledProcessLeftIsRemovedByTheNext) {
  const engine::WorkFolder results;
  const engine::Path left = killed_at_work(results.path());
  EXPECT_TRUE(std::filesystem::exists(left));
  EXPECT_FALSE(std::filesystem::is_empty(results.path()));
  const engine::WorkFolder next;
  engine::remove_parts(results.path());
  EXPECT_FALSE(std::filesystem::exists(left));
  EXPECT_TRUE(std::filesystem::is_empty(results.path()));
}

TEST(Files, WhatIsBeingWorkedOnStays) {
  const engine::WorkFolder work;
  const engine::Path part = work.path() / "bob.json.part-1-0";
  const lab::Fd writer(::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
  ::flock(writer.get(), LOCK_EX);
  const engine::WorkFolder another;
  engine::remove_parts(work.path());
  EXPECT_TRUE(std::filesystem::exists(part));
  EXPECT_TRUE(std::filesystem::exists(another.path()));
}

// Two that work side by side take nothing from each other, though each looks for leftovers.
TEST(Files, ManyBeginAtOnce) {
  std::vector<pid_t> all;
  for (int i = 0; i < 16; ++i) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      bool good = true;
      for (int round = 0; round < 50; ++round) {
        const engine::WorkFolder work;
        engine::write_whole(work.path() / "mine.json", "text");
        good = good && course::read_text(work.path() / "mine.json") == "text";
      }
      ::_exit(good ? 0 : 1);
    }
    all.push_back(pid);
  }
  for (const pid_t pid : all) {
    int status = 1;
    ::waitpid(pid, &status, 0);
    EXPECT_EQ(status, 0);
  }
}

class Verify : public testing::Test {
 protected:
  void SetUp() override {
    result.status = LabStatus::graded;
    for (const char* id : {"01.1", "01.2"}) {
      course::ExerciseResult exercise;
      exercise.id = id;
      course::Test test;
      test.name = std::string(id == std::string("01.1") ? "One" : "Two") + ".Works";
      test.status = TestStatus::passed;
      exercise.tests = {test};
      result.exercises.push_back(exercise);
    }
    variant.mistake.exercise = "01.2";
    variant.mistake.where = "mistakes.toml:7";
  }
  void all(TestStatus status) {
    for (auto& exercise : result.exercises) exercise.tests[0].status = status;
  }
  /// All complaints in one text.
  std::string problems(Kind kind) {
    variant.kind = kind;
    std::string text;
    for (const std::string& problem : engine::problems(variant, result)) text += problem + "\n";
    return text;
  }

  engine::Variant variant;
  course::LabResult result;
};

TEST_F(Verify, ASolutionPassesEverythingWithoutAWarning) {
  EXPECT_EQ(problems(Kind::solution), "");
  EXPECT_EQ(problems(Kind::alternative), "");
  result.exercises[1].tests[0].status = TestStatus::not_started;
  EXPECT_EQ(problems(Kind::solution), "01.2 Two.Works is not-started, not passed\n");
  all(TestStatus::passed);
  result.build_log = "warning: unused";
  EXPECT_NE(problems(Kind::solution).find("unused"), std::string::npos);
}

TEST_F(Verify, ASkeletonIsNotStartedThroughout) {
  EXPECT_NE(problems(Kind::skeleton), "");
  all(TestStatus::not_started);
  EXPECT_EQ(problems(Kind::skeleton), "");
}

TEST_F(Verify, AMistakeIsCaughtInTheExerciseThatItNames) {
  EXPECT_EQ(problems(Kind::mistake), "mistakes.toml:7: no test of 01.2 catches it\n");
  result.exercises[0].tests[0].status = TestStatus::failed;
  EXPECT_EQ(problems(Kind::mistake), "mistakes.toml:7: no test of 01.2 catches it\n")
      << "another exercise's test does not count";
  for (const TestStatus status : {TestStatus::failed, TestStatus::crashed, TestStatus::timed_out}) {
    result.exercises[1].tests[0].status = status;
    EXPECT_EQ(problems(Kind::mistake), "");
  }
  result.exercises[1].tests[0].status = TestStatus::not_started;
  EXPECT_NE(problems(Kind::mistake), "") << "not begun is not caught";
}

TEST_F(Verify, TheTestsThatAMistakeNamesFail) {
  result.exercises[1].tests[0].status = TestStatus::failed;
  variant.mistake.fails = {"Two.Works"};
  EXPECT_EQ(problems(Kind::mistake), "");
  variant.mistake.fails = {"Two.Works", "One.Works", "One.Absent"};
  EXPECT_EQ(problems(Kind::mistake),
            "mistakes.toml:7: One.Works does not fail\nmistakes.toml:7: there is no test One.Absent\n");
}

TEST_F(Verify, WhatDoesNotBuildIsNeverRight) {
  result.status = LabStatus::build_failed;
  result.build_log = "error: here";
  for (const Kind kind : {Kind::skeleton, Kind::solution, Kind::alternative, Kind::mistake}) {
    EXPECT_NE(problems(kind).find("error: here"), std::string::npos);
  }
}

TEST_F(Verify, AHiddenTestIsIdleWithoutAMistakeThatItAloneCatches) {
  const course::Lab lab;
  variant.lab = &lab;
  variant.kind = Kind::mistake;
  auto& tests = result.exercises[1].tests;
  tests[0].visibility = course::Visibility::hidden_test;
  course::Test other;
  other.name = "Two.Public";
  other.status = TestStatus::failed;
  tests.push_back(other);
  const auto idle = [&] { return engine::idle_tests(lab, {{&variant, result, {}}}); };

  EXPECT_EQ(idle(), std::vector<std::string>{"Two.Works"}) << "it catches nothing";
  tests[0].status = TestStatus::crashed;
  EXPECT_EQ(idle(), std::vector<std::string>{"Two.Works"}) << "the public test catches the same";
  tests[1].status = TestStatus::passed;
  EXPECT_EQ(idle(), std::vector<std::string>{});
  variant.kind = Kind::solution;
  EXPECT_EQ(idle(), std::vector<std::string>{}) << "without mistakes there is nothing to say";
}

}  // namespace
