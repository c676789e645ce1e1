// Intake: which files are taken, and what is refused.
#include "engine/intake.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "engine/files.hpp"

namespace {

using engine::Path;
using engine::take;

class Intake : public testing::Test {
 protected:
  void put(const Path& name, const std::string& text = "int x;\n") const {
    std::filesystem::create_directories((work.path() / name).parent_path());
    std::ofstream(work.path() / name) << text;
  }
  std::string refusal() const {
    const auto handed_in = take(work.path(), lab);
    EXPECT_TRUE(handed_in.files.empty());
    return handed_in.missing;
  }

  engine::WorkFolder work;
  course::Lab lab = [] {
    course::Lab made;
    made.id = "01-topic";
    made.topic = "topic";
    made.files = {"topic.cpp"};
    return made;
  }();
};

TEST_F(Intake, FindsTheFileInEachPlace) {
  for (const char* place : {"topic.cpp", "01-topic/topic.cpp", "labs/01-topic/topic.cpp"}) {
    put(place, place);
    const auto handed_in = take(work.path(), lab);
    EXPECT_EQ(handed_in.missing, "");
    ASSERT_EQ(handed_in.files.size(), 1U);
    EXPECT_EQ(handed_in.files[0].name, "topic.cpp");
    EXPECT_EQ(handed_in.files[0].text, place) << "the more exact place comes first";
  }
}

TEST_F(Intake, SaysWhereTheFileBelongs) {
  EXPECT_NE(refusal().find("There is no topic.cpp. It belongs in labs/01-topic/"), std::string::npos) << refusal();
}

TEST_F(Intake, TakesNothingButTheNamedFiles) {
  put("topic.cpp");
  put("meson.build");
  put("extra.cpp");
  EXPECT_EQ(take(work.path(), lab).files.size(), 1U);
}

TEST_F(Intake, AsksForAllOfSeveralFiles) {
  lab.files = {"topic.cpp", "other.cpp"};
  put("01-topic/topic.cpp");
  EXPECT_EQ(refusal(), "01-topic/other.cpp is missing. Hand it in beside the other files.");
}

TEST_F(Intake, RefusesASymbolicLink) {
  put("elsewhere.cpp");
  std::filesystem::create_symlink("elsewhere.cpp", work.path() / "topic.cpp");
  EXPECT_NE(refusal().find("symbolic link"), std::string::npos) << refusal();
}

TEST_F(Intake, RefusesAFolderThatIsASymbolicLink) {
  put("elsewhere/topic.cpp");
  std::filesystem::create_directory_symlink("elsewhere", work.path() / "01-topic");
  EXPECT_NE(refusal().find("symbolic link"), std::string::npos) << refusal();
}

TEST_F(Intake, RefusesAFifoWithoutWaitingForAWriter) {
  ASSERT_EQ(::mkfifo((work.path() / "topic.cpp").c_str(), 0600), 0);
  EXPECT_NE(refusal().find("no regular file"), std::string::npos) << refusal();
}

TEST_F(Intake, RefusesAFolder) {
  std::filesystem::create_directory(work.path() / "topic.cpp");
  EXPECT_NE(refusal().find("is a folder"), std::string::npos) << refusal();
}

TEST_F(Intake, TakesOneMebibyteAndNoMore) {
  put("topic.cpp", std::string(1024 * 1024, ' '));
  EXPECT_EQ(take(work.path(), lab).files.size(), 1U);
  put("topic.cpp", std::string(1024 * 1024 + 1, ' '));
  EXPECT_NE(refusal().find("larger than 1 MiB"), std::string::npos) << refusal();
}

TEST_F(Intake, TakesAnEmptyFileAndABinaryOne) {
  put("topic.cpp", "");
  EXPECT_EQ(take(work.path(), lab).files.size(), 1U);
  const std::string binary(
      "\x7F"
      "ELF\0\xFF",
      6);
  put("topic.cpp", binary);
  EXPECT_EQ(take(work.path(), lab).files.at(0).text, binary);
}

TEST_F(Intake, GivesEachSubmissionANameOfItsOwn) {
  for (const char* name : {"a/hw", "b/hw", "b/.hidden"}) std::filesystem::create_directories(work.path() / name);
  const auto all = engine::submissions({work.path() / "a/hw", (work.path() / "b/hw").string() + "/",
                                        work.path() / "a/../b/hw", work.path() / "b/.hidden"});
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].name, "hw");
  EXPECT_EQ(all[1].name, "hw-2");
  EXPECT_EQ(all[2].name, "hw-3");
  EXPECT_EQ(all[3].name, "_.hidden");
}

// Is a path that leads nowhere told before anything is graded?
TEST_F(Intake, APathThatLeadsNowhereIsAUsageError) {
  EXPECT_THROW(engine::submissions({work.path() / "nothing"}), std::invalid_argument);
}

}  // namespace
