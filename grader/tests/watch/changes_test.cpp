#include "watch/changes.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace {

namespace fs = std::filesystem;

/// A folder with the student's file in it; each test runs with inotify and with looking.
class Changes : public testing::TestWithParam<bool> {
 protected:
  Changes() {
    std::string name = (fs::temp_directory_path() / "changes_test.XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    above_ = name;
    folder_ = above_ / "lab";
    fs::create_directory(folder_);
    write("mine.cpp", "a");
    changes_ = std::make_unique<watch::Changes>(folder_, std::vector<std::string>{"mine.cpp"}, GetParam());
  }
  ~Changes() override { fs::remove_all(above_); }

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  bool seen() { return changes_->seen(); }

  fs::path above_;
  fs::path folder_;
  std::unique_ptr<watch::Changes> changes_;
};

// Is each way in which editors save a file seen, once?
TEST_P(Changes, EveryWayToSave) {
  EXPECT_FALSE(seen());
  write("mine.cpp", "truncated, then written");
  EXPECT_TRUE(seen());
  EXPECT_FALSE(seen());
  std::ofstream(folder_ / "mine.cpp", std::ios::app) << "appended in place";
  EXPECT_TRUE(seen());
  write("mine.cpp.new", "written beside it");
  fs::rename(folder_ / "mine.cpp.new", folder_ / "mine.cpp");
  EXPECT_TRUE(seen());
  fs::rename(folder_ / "mine.cpp", folder_ / "mine.cpp~");  // as a backup, then a new file
  EXPECT_TRUE(seen());
  write("mine.cpp", "new");
  EXPECT_TRUE(seen());
  fs::remove(folder_ / "mine.cpp");
  EXPECT_TRUE(seen());
  EXPECT_FALSE(seen());
}

// Are an editor's own files beside it no save?
TEST_P(Changes, OtherFilesAreNotSeen) {
  write(".mine.cpp.swp", "x");
  write("4913", "x");
  write("mine.cpp~", "x");
  EXPECT_FALSE(seen());
}

// Is the file still watched after its folder was removed and made anew, as git checkout may do?
TEST_P(Changes, TheFolderIsReplaced) {
  fs::rename(folder_, above_ / "old");
  seen();
  fs::create_directory(folder_);
  write("mine.cpp", "bb");
  EXPECT_TRUE(seen());
  write("mine.cpp", "ccc");
  EXPECT_TRUE(seen());
  std::ofstream(above_ / "old/mine.cpp") << "no longer ours";
  EXPECT_FALSE(seen());
}

INSTANTIATE_TEST_SUITE_P(Both, Changes, testing::Bool(),
                         [](const auto& which) { return which.param ? "looking" : "inotify"; });

// Is the same text, saved twice, seen twice? (Where the kernel tells of it.)
TEST(Inotify, TheSameTextIsASave) {
  std::string name = (fs::temp_directory_path() / "changes_test.XXXXXX").string();
  ASSERT_NE(::mkdtemp(name.data()), nullptr);
  watch::Changes changes(name, {"mine.cpp"}, false);
  for (int i = 0; i < 2; ++i) {
    std::ofstream(fs::path(name) / "mine.cpp") << "same";
    EXPECT_TRUE(changes.seen());
  }
  fs::remove_all(name);
}

}  // namespace
