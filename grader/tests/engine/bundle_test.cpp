// Bundles: are templates filled in, folders packed, and the course put where it is built?
#include "engine/bundle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/files.hpp"

namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

class Bundle : public testing::Test {
 protected:
  void put(const std::string& name, const std::string& text, bool executable = false) const {
    const engine::Path path = place.path() / name;
    std::filesystem::create_directories(path.parent_path());
    engine::write_whole(path, text, false);
    if (executable) std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }
  [[nodiscard]] std::vector<engine::Packed> made() const {
    return engine::make_bundle(place.path(), {{"LABS", "01,04"}}, {{"course.tar.gz", "all of it"}});
  }
  engine::WorkFolder place;
};

TEST_F(Bundle, FillsInWhatIsKnownAndNothingElse) {
  put("run", "labs=@LABS@ \"$@\" user@host actions/checkout@v4 @", true);
  ASSERT_EQ(made().size(), 1U);
  EXPECT_EQ(made()[0].text, "labs=01,04 \"$@\" user@host actions/checkout@v4 @");
  EXPECT_TRUE(made()[0].executable);
}

TEST_F(Bundle, RefusesAWordThatIsNotKnown) {
  put("run", "labs=@LAPS@");
  EXPECT_THROW(static_cast<void>(made()), std::runtime_error);
}

TEST_F(Bundle, PutsTheCourseBesideWhatBuildsIt) {
  put("image/Dockerfile", "FROM debian:12\n");
  put("question/info.json", "{}");
  EXPECT_TRUE(engine::wants_course(place.path()));
  std::vector<std::string> names;
  for (const engine::Packed& file : made()) names.push_back(file.name);
  EXPECT_THAT(names, UnorderedElementsAre("image/Dockerfile", "image/course.tar.gz", "question/info.json"));
}

TEST_F(Bundle, PacksAFolderThatIsNamedLikeAnArchive) {
  put("all.zip/setup.sh", "#!/bin/sh\n", true);
  put("all.zip/more/file", "");
  ASSERT_EQ(made().size(), 1U);
  EXPECT_EQ(made()[0].name, "all.zip");
  EXPECT_THAT(engine::names_in(made()[0].text), ElementsAre("more/file", "setup.sh", "course.tar.gz"));
}

TEST_F(Bundle, WithoutABuilderThereIsNoCourse) {
  put("README.md", "");
  EXPECT_FALSE(engine::wants_course(place.path()));
  EXPECT_EQ(made().size(), 1U);
}

}  // namespace
