// The students' archive: is what is private left out, and is a tree refused in which it has got among the rest?
#include "engine/handout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "engine/files.hpp"

namespace {

using engine::Packing;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

// A small course in a Git tree of its own.
class Handout : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("git --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "git is not installed";
    put("grader/socklab", "#!/bin/sh\n");
    put("labs/01-topic/topic.cpp", skeleton);
    put("solutions/01-topic/topic.cpp", "int solved;\n");
    put(".gitattributes", "solutions/ export-ignore\n");
    git("init -q");
    commit();
    course::Lab lab;
    lab.id = "01-topic";
    lab.number = "01";
    lab.files = {"topic.cpp"};
    course::Exercise exercise;
    exercise.id = "01.1";
    lab.exercises = {exercise};
    labs.push_back(lab);
  }

  void put(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((root() / name).parent_path());
    engine::write_whole(root() / name, text, false);
  }
  void git(const std::string& words) const {
    const std::string all = "git -C " + root().string() + " -c user.name=x -c user.email=x@example.org " + words;
    ASSERT_EQ(std::system(all.c_str()), 0) << all;
  }
  void commit() const {
    git("add -A");
    git("commit -qm x");
  }
  [[nodiscard]] const engine::Path& root() const { return place.path(); }
  [[nodiscard]] engine::Handout made(Packing how = Packing::tar_gz) const {
    return engine::make_handout(root(), labs, how);
  }
  [[nodiscard]] std::string refused() const {
    try {
      static_cast<void>(made());
    } catch (const std::invalid_argument& why) {
      return why.what();
    }
    return "made";
  }

  const std::string skeleton = "// 01.1\nthrow NotStarted(\"01.1\");\n";
  engine::WorkFolder place;
  std::vector<course::Lab> labs;
};

TEST_F(Handout, HasTheStudentsFilesAlone) {
  for (const Packing how : {Packing::tar_gz, Packing::zip}) {
    const engine::Handout handout = made(how);
    EXPECT_THAT(engine::names_in(handout.bytes), ElementsAre("sockets-lab/.gitattributes", "sockets-lab/grader/socklab",
                                                             "sockets-lab/labs/01-topic/topic.cpp"));
    EXPECT_EQ(handout.files, 3U);
  }
}

TEST_F(Handout, RefusesSolutionsThatAreNotLeftOut) {
  put(".gitattributes", "");
  commit();
  EXPECT_THAT(refused(), HasSubstr("solutions/01-topic/topic.cpp is in it. Put this line into .gitattributes"));
}

TEST_F(Handout, RefusesACopyOfAPrivateFile) {
  put("labs/01-topic/old.cpp", "int solved;\n");
  commit();
  EXPECT_THAT(refused(), HasSubstr("labs/01-topic/old.cpp has the text of solutions/01-topic/topic.cpp"));
}

TEST_F(Handout, RefusesASkeletonThatIsSolved) {
  put("labs/01-topic/topic.cpp", "// 01.1\nreturn 42;\n");
  commit();
  EXPECT_THAT(refused(), HasSubstr("labs/01-topic is no skeleton any more"));
}

TEST_F(Handout, EmptyFilesOnBothSidesAreNoCopies) {
  put("labs/01-topic/empty", "");
  put("solutions/empty", "");
  commit();
  EXPECT_EQ(refused(), "made");
}

TEST_F(Handout, IsWhatIsCommittedAndTellsWhatIsNot) {
  put("labs/01-topic/topic.cpp", "// 01.1\nreturn 42;\n");
  put("labs/01-topic/new.cpp", "");
  put("solutions/01-topic/topic.cpp", "int better;\n");
  EXPECT_EQ(refused(), "made");
  EXPECT_THAT(engine::not_committed(root(), false),
              ElementsAre(" M labs/01-topic/topic.cpp", "?? labs/01-topic/new.cpp"));
  EXPECT_THAT(engine::not_committed(root(), true), Contains(" M solutions/01-topic/topic.cpp"));
}

TEST_F(Handout, SolutionsCanBePackedByThemselves) {
  EXPECT_THAT(engine::names_in(engine::pack_solutions(root())),
              ElementsAre("sockets-lab/solutions/01-topic/topic.cpp"));
}

TEST_F(Handout, WithoutGitTheMessageSaysHowToMakeATree) {
  std::filesystem::remove_all(root() / ".git");
  EXPECT_THAT(refused(), HasSubstr("is no Git tree"));
  EXPECT_THAT(refused(), HasSubstr("git init"));
}

}  // namespace
