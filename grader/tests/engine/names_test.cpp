// Names that strangers chose.
#include "engine/names.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

using engine::is_for_a_build;
using engine::is_nearly;
using engine::safe_name;
using engine::shortened_name;
using engine::without_archive_ending;

TEST(SafeName, LeavesOrdinaryNamesAlone) {
  for (const char* name : {"alice", "Zoë Müller", "李明", "o'neill", "a.b-c_d", "17"}) EXPECT_EQ(safe_name(name), name);
}

// Can a name end a line, turn one, leave the folder, be an option, or be hidden?
TEST(SafeName, TakesTheHarmOutOfOthers) {
  EXPECT_EQ(safe_name("a\nb\x1B[2J\x7F"), "a_b_[2J_");
  EXPECT_EQ(safe_name("-rf"), "_-rf");
  EXPECT_EQ(safe_name(".."), "_..");
  EXPECT_EQ(safe_name(".hidden"), "_.hidden");
  EXPECT_EQ(safe_name(""), "_");
  EXPECT_EQ(safe_name("a/../b"), "a_.._b");
  EXPECT_EQ(safe_name("cod\xE2\x80\xAEgnp.exe"), "cod_gnp.exe") << "right-to-left override";
  EXPECT_EQ(safe_name("a\xE2\x80\x8B\xC2\x85\xEF\xBB\xBF"), "a___") << "zero width, C1, byte order mark";
  EXPECT_EQ(safe_name("a\xFF\xC3(\xE2\x80"), "a__(__") << "no UTF-8";
  EXPECT_EQ(safe_name(std::string_view("a\0b", 3)), "a_b");
}

// Do the endings of a result file fit behind it, and is no character cut in two?
TEST(SafeName, IsCutBetweenCharacters) {
  EXPECT_EQ(safe_name(std::string(255, 'a')), std::string(200, 'a'));
  std::string expected = "x";
  std::string name = "x";
  for (int i = 0; i < 84; ++i) name += "明";
  for (int i = 0; i < 66; ++i) expected += "明";
  EXPECT_EQ(safe_name(name), expected);
}

// Is what comes out safe, whatever goes in, and does it stay as it is a second time?
TEST(SafeName, IsSafeForAnyBytes) {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string name(random() % 40, '\0');
    for (char& byte : name) {
      const char likely = "\xE2\x80\xAE/.-\na"[random() % 8];
      byte = random() % 4 == 0 ? static_cast<char>(random()) : likely;
    }
    const std::string safe = safe_name(name);
    ASSERT_FALSE(safe.empty());
    ASSERT_NE(safe.front(), '.');
    ASSERT_NE(safe.front(), '-');
    ASSERT_EQ(safe.find_first_of(std::string_view("/\n\0\x1B", 4)), std::string::npos);
    ASSERT_EQ(safe_name(safe), safe);
  }
}

TEST(Names, LoseTheEndingsOfArchives) {
  for (const char* name :
       {"alice.zip", "alice.tar", "alice.tar.gz", "alice.tgz", "alice.TAR.XZ", "alice.tar.bz2", "alice.tar.zst"})
    EXPECT_EQ(without_archive_ending(name), "alice");
  for (const char* name : {"alice", ".zip", "alice.cpp", "alice.zip.old"})
    EXPECT_EQ(without_archive_ending(name), name);
}

TEST(Names, TellWhatIsForABuild) {
  for (const char* name : {"extra.cpp", "x.cc", "x.c", "x.h", "x.hpp", "meson.build", "CMakeLists.txt", "Makefile"})
    EXPECT_TRUE(is_for_a_build(name)) << name;
  for (const char* name : {"README.md", "a.out", "topic.o", "notes.txt", "cpp", ".cpp"})
    EXPECT_FALSE(is_for_a_build(name)) << name;
}

// Is a name that browsers and editors changed recognized, and no other?
TEST(Names, TellWhatIsNearlyTheWantedOne) {
  for (const char* name : {"topic (1).cpp", "topic(2).cpp", "Topic.cpp", "TOPIC.CPP", "topic.cpp.txt", "topic.txt",
                           "topic - Copy.cpp", "topic - Copy (2).cpp", "Copy of topic.cpp", "topic copy.cpp",
                           "topic copy 2.cpp", "topic-1.cpp", "topic_2.cpp"})
    EXPECT_TRUE(is_nearly(name, "topic.cpp")) << name;
  for (const char* name : {"topic.cpp", "topic.hpp", "topic", "other.cpp", "my_topic.cpp", "topicXcpp",
                           "topic_test.cpp", "topic.cpp\n", ""})
    EXPECT_FALSE(is_nearly(name, "topic.cpp")) << name;
  EXPECT_FALSE(is_nearly(std::string(5000, 'a'), "topic.cpp"));
  EXPECT_TRUE(is_nearly("C++.Cpp", "c++.cpp"));
}

TEST(Names, AreShortened) {
  EXPECT_EQ(shortened_name("a"), "a");
  EXPECT_EQ(shortened_name(std::string(100, 'a')).size(), 100U);
  EXPECT_EQ(shortened_name(std::string(101, 'a')), std::string(97, 'a') + "...");
}

}  // namespace
