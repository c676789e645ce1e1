// Is a new lab complete, is it known at once, and does nothing half-made stay?
#include "course/new_lab.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "course/document.hpp"
#include "course/lab.hpp"
#include "course/mistakes.hpp"

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class NewLab : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "new-lab-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    root = name;
    for (const char* folder : {"labs", "solutions", "notes", "grader/course"}) fs::create_directories(root / folder);
    fs::copy(fs::path(SOURCE_ROOT) / "grader/course/new-lab", root / "grader/course/new-lab",
             fs::copy_options::recursive);
  }
  void TearDown() override { fs::remove_all(root); }

  std::string refusal(const std::string& id) const {
    try {
      course::make_lab(root, id);
    } catch (const course::Invalid& error) {
      return error.what();
    }
    return "";
  }
  [[nodiscard]] bool untouched() const {
    return fs::is_empty(root / "labs") && fs::is_empty(root / "solutions") && fs::is_empty(root / "notes");
  }

  fs::path root;
};

TEST_F(NewLab, IsALabOfTheCourse) {
  course::make_lab(root, "42-my-topic");
  const auto labs = course::load_course(root);
  ASSERT_EQ(labs.size(), 1U);
  EXPECT_EQ(labs[0].title, "My topic");
  EXPECT_EQ(labs[0].topic, "my_topic");
  EXPECT_EQ(labs[0].points(), 20);
  EXPECT_TRUE(fs::exists(root / "labs/42-my-topic/my_topic.cpp"));
  EXPECT_TRUE(fs::exists(root / "solutions/42-my-topic/alternatives/fcntl.cpp"));
  EXPECT_TRUE(fs::exists(root / labs[0].notes));
}

TEST_F(NewLab, ItsMistakeFitsItsSolution) {
  course::make_lab(root, "42-my-topic");
  const fs::path folder = root / "solutions/42-my-topic";
  const auto labs = course::load_course(root);
  const auto mistakes = course::load_mistakes(folder / "mistakes.toml", labs.front());
  ASSERT_EQ(mistakes.size(), 1U);
  EXPECT_NO_THROW(course::apply(mistakes[0], course::read_text(folder / "my_topic.cpp")));
}

TEST_F(NewLab, NoMarkIsLeft) {
  for (const fs::path& file : course::make_lab(root, "42-my-topic")) {
    EXPECT_EQ(course::read_text(root / file).find('@'), std::string::npos) << file;
  }
}

TEST_F(NewLab, ANameThatIsNoneIsRefused) {
  for (const char* id : {"", "42", "42-", "topic", "4-topic", "42-Topic", "42-my_topic", "42-my--topic", "../42-topic",
                         "42-topic/x", "42-topic\n"}) {
    EXPECT_THAT(refusal(id), HasSubstr("such as 09-raw-sockets")) << id;
  }
  EXPECT_TRUE(untouched());
}

TEST_F(NewLab, ALabThatIsThereStays) {
  course::make_lab(root, "42-my-topic");
  std::ofstream(root / "labs/42-my-topic/my_topic.cpp") << "mine";
  EXPECT_THAT(refusal("42-my-topic"), HasSubstr("is there already"));
  EXPECT_THAT(refusal("42-another"), HasSubstr("is there already"));
  EXPECT_THAT(refusal("43-my-topic"), HasSubstr("is there already"));
  EXPECT_EQ(course::read_text(root / "labs/42-my-topic/my_topic.cpp"), "mine");
}

TEST_F(NewLab, ATreeWithoutSolutionsIsRefused) {
  fs::remove(root / "solutions");
  EXPECT_THAT(refusal("42-my-topic"), HasSubstr("no solutions/"));
}

TEST_F(NewLab, NothingHalfMadeStays) {
  fs::remove(root / "notes");
  std::ofstream(root / "notes") << "a file in the place of a folder";
  EXPECT_THAT(refusal("42-my-topic"), HasSubstr("could not be written"));
  EXPECT_TRUE(fs::is_empty(root / "labs"));
  EXPECT_TRUE(fs::is_empty(root / "solutions"));
}

}  // namespace
