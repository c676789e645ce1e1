// Intake: which files are taken, and what is refused.
#include "engine/intake.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>

#include <fstream>

#include "engine/files.hpp"
#include "packing.hpp"
#include "support/fd.hpp"

namespace {

using engine::Path;
using engine::take;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Intake : public testing::Test {
 protected:
  void put(const Path& name, const std::string& text = "int x;\n") const {
    std::filesystem::create_directories((here / name).parent_path());
    std::ofstream(here / name) << text;
  }
  std::string refusal() const {
    const auto handed_in = take(here, lab);
    EXPECT_TRUE(handed_in.files.empty());
    return handed_in.missing;
  }

  engine::WorkFolder work;
  const Path here = std::filesystem::canonical(work.path());
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
    const auto handed_in = take(here, lab);
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
  EXPECT_EQ(take(here, lab).files.size(), 1U);
}

TEST_F(Intake, AsksForAllOfSeveralFiles) {
  lab.files = {"topic.cpp", "other.cpp"};
  put("01-topic/topic.cpp");
  EXPECT_EQ(refusal(), "01-topic/other.cpp is missing. Hand it in beside the other files.");
}

// Is a link refused wherever it stands: for the file, for each folder on the way, for the submission?
TEST_F(Intake, RefusesASymbolicLinkInEachPosition) {
  put("elsewhere/topic.cpp");
  put("elsewhere/01-topic/topic.cpp");
  const auto refuses = [&](const char* from, const char* to, const char* why) {
    std::filesystem::create_directories((here / from).parent_path());
    std::filesystem::create_symlink(here / to, here / from);
    EXPECT_THAT(refusal(), HasSubstr(why)) << from;
    std::filesystem::remove(here / from);
  };
  refuses("topic.cpp", "elsewhere/topic.cpp", "topic.cpp is a symbolic link");
  refuses("01-topic/topic.cpp", "elsewhere/topic.cpp", "01-topic/topic.cpp is a symbolic link");
  refuses("labs/01-topic/topic.cpp", "elsewhere/topic.cpp", "labs/01-topic/topic.cpp is a symbolic link");
  std::filesystem::remove_all(here / "01-topic");
  std::filesystem::remove_all(here / "labs");
  refuses("01-topic", "elsewhere", "lies behind a symbolic link");
  refuses("labs", "elsewhere", "lies behind a symbolic link");
  refuses("topic.cpp", "nowhere", "is a symbolic link");

  std::filesystem::create_symlink(here / "elsewhere", here / "link");
  EXPECT_THAT(take(here / "link", lab).missing, HasSubstr("The submission lies behind a symbolic link"));
  EXPECT_THAT(take(here / "link/01-topic", lab).missing, HasSubstr("The submission lies behind a symbolic link"));
}

TEST_F(Intake, RefusesAHardLink) {
  put("elsewhere.cpp", "canary");
  std::filesystem::create_hard_link(here / "elsewhere.cpp", here / "topic.cpp");
  EXPECT_THAT(refusal(), HasSubstr("topic.cpp is a hard link"));
}

TEST_F(Intake, RefusesAFifoWithoutWaitingForAWriter) {
  ASSERT_EQ(::mkfifo((here / "topic.cpp").c_str(), 0600), 0);
  EXPECT_THAT(refusal(), HasSubstr("no regular file"));
  EXPECT_THAT(take(here / "topic.cpp", lab).missing, HasSubstr("neither a folder nor an archive"));
}

// A FIFO in the place of a folder holds nothing, and holds nobody up.
TEST_F(Intake, PassesOverAFifoInTheWay) {
  ASSERT_EQ(::mkfifo((here / "labs").c_str(), 0600), 0);
  ASSERT_EQ(::mkfifo((here / "01-topic").c_str(), 0600), 0);
  EXPECT_THAT(refusal(), HasSubstr("There is no topic.cpp"));
  put("topic.cpp");
  EXPECT_EQ(take(here, lab).files.size(), 1U);
}

TEST_F(Intake, RefusesASocket) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  const std::string path = here / "topic.cpp";
  ASSERT_LT(path.size(), sizeof where.sun_path);
  path.copy(where.sun_path, path.size());
  const lab::Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&where), sizeof where), 0);
  EXPECT_THAT(refusal(), HasSubstr("no regular file"));
}

TEST_F(Intake, RefusesADevice) {
  if (::mknod((here / "topic.cpp").c_str(), S_IFCHR | 0600, ::makedev(1, 5)) == -1) GTEST_SKIP() << "needs root";
  EXPECT_THAT(refusal(), HasSubstr("no regular file"));
  EXPECT_THAT(take("/dev/zero", lab).missing, HasSubstr("neither a folder nor an archive"));
}

TEST_F(Intake, RefusesAFolder) {
  std::filesystem::create_directory(here / "topic.cpp");
  EXPECT_NE(refusal().find("is a folder"), std::string::npos) << refusal();
}

TEST_F(Intake, TakesOneMebibyteAndNoMore) {
  put("topic.cpp", std::string(1024 * 1024, ' '));
  EXPECT_EQ(take(here, lab).files.size(), 1U);
  put("topic.cpp", std::string(1024 * 1024 + 1, ' '));
  EXPECT_NE(refusal().find("larger than 1 MiB"), std::string::npos) << refusal();
}

TEST_F(Intake, TakesAnEmptyFileAndABinaryOne) {
  put("topic.cpp", "");
  EXPECT_EQ(take(here, lab).files.size(), 1U);
  const std::string binary(
      "\x7F"
      "ELF\0\xFF",
      6);
  put("topic.cpp", binary);
  EXPECT_EQ(take(here, lab).files.at(0).text, binary);
}

TEST_F(Intake, GivesEachSubmissionANameOfItsOwn) {
  for (const char* name : {"a/hw", "b/hw", "b/.hidden"}) std::filesystem::create_directories(here / name);
  const auto all =
      engine::submissions({here / "a/hw", (here / "b/hw").string() + "/", here / "a/../b/hw", here / "b/.hidden"});
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].name, "hw");
  EXPECT_EQ(all[1].name, "hw-2");
  EXPECT_EQ(all[2].name, "hw-3");
  EXPECT_EQ(all[3].name, "_.hidden");
}

// Is each submission's name safe for a file, whatever it was called, and still its own?
TEST_F(Intake, MakesNamesSafeAndKeepsThemApart) {
  std::vector<std::string> paths;
  for (const char* name : {"alice", "a\nb", "a_b", "-rf", "\xE2\x80\xAEx", "\xFF", "_"}) {
    std::filesystem::create_directory(here / name);
    paths.push_back(here / name);
  }
  put("alice.zip");
  put("alice.tar.gz");
  const std::string longest(255, 'l');
  put(longest);
  for (const std::string& name :
       {std::string("alice.zip"), std::string("alice.tar.gz"), longest, std::string("alice/..")})
    paths.push_back(here / name);
  std::vector<std::string> names;
  for (const auto& submission : engine::submissions(paths)) names.push_back(submission.name);
  EXPECT_THAT(names, ElementsAre("alice", "a_b", "a_b-2", "_-rf", "_x", "_", "_-2", "alice-2", "alice-3",
                                 std::string(200, 'l'), here.filename().string()));
}

// Is a folder with the ending of an archive called by its whole name?
TEST_F(Intake, AFolderKeepsItsEnding) {
  std::filesystem::create_directory(here / "alice.zip");
  EXPECT_EQ(engine::submissions({here / "alice.zip"}).at(0).name, "alice.zip");
}

// Is a path that leads nowhere told before anything is graded?
TEST_F(Intake, APathThatLeadsNowhereIsAUsageError) {
  EXPECT_THROW(engine::submissions({here / "nothing"}), std::invalid_argument);
}

// Does an archive give what the folder gives, for all labs at once?
TEST_F(Intake, TakesAllLabsOfAnArchive) {
  course::Lab second = lab;
  second.id = "02-other";
  second.files = {"other.cpp", "more.cpp"};
  put("alice/labs/01-topic/topic.cpp", "one");
  put("alice/02-other/other.cpp", "two");
  put("alice/02-other/more.cpp", "three");
  put("alice.zip", packing::packed({{"alice/labs/01-topic/topic.cpp", "one"},
                                    {"alice/02-other/other.cpp", "two"},
                                    {"alice/02-other/more.cpp", "three"}}));
  const auto from_folder = take(here / "alice", {lab, second});
  const auto from_archive = take(here / "alice.zip", {lab, second});
  ASSERT_EQ(from_archive.size(), 2U);
  EXPECT_EQ(from_archive[0].files.at(0).text, "one");
  EXPECT_EQ(from_archive[1].files.at(1).text, "three");
  EXPECT_EQ(from_archive[0].digest, from_folder[0].digest);
  EXPECT_EQ(from_archive[1].digest, from_folder[1].digest);
}

// Is a file that lies directly in another lab's folder left to that lab?
TEST_F(Intake, AnotherLabsFolderIsNoTopFolder) {
  put("course/labs/02-other/topic.cpp");
  lab.folder = here / "course/labs/01-topic";
  for (const char* name : {"02-other/topic.cpp", "labs/topic.cpp"}) {
    put("alice.zip", packing::packed({{name, "another's"}}));
    EXPECT_THAT(take(here / "alice.zip", lab).missing, HasSubstr("There is no topic.cpp")) << name;
  }
  put("alice.zip", packing::packed({{"alice/topic.cpp", "alice's"}}));
  EXPECT_EQ(take(here / "alice.zip", lab).files.at(0).text, "alice's");
}

// Does every lab tell why an archive cannot be read?
TEST_F(Intake, ABadArchiveIsToldForEachLab) {
  put("alice.zip", "PK no zip");
  for (const auto& handed_in : take(here / "alice.zip", {lab, lab}))
    EXPECT_THAT(handed_in.missing, HasSubstr("cut short or damaged"));
  put("alice.cpp", "int x;\n");
  EXPECT_THAT(take(here / "alice.cpp", lab).missing, HasSubstr("Hand in a folder, a .zip or a .tar.gz"));
  put("alice.tar", "");
  std::filesystem::resize_file(here / "alice.tar", 65 * 1024 * 1024);
  EXPECT_THAT(take(here / "alice.tar", lab).missing, HasSubstr("larger than 64 MiB"));
  EXPECT_THAT(take(here / "gone", lab).missing, HasSubstr("cannot be opened"));
}

// Is what lies beside the file told, unless it is the course's own?
TEST_F(Intake, TellsWhatIsIgnored) {
  put("course/01-topic/public_test.cpp");
  lab.folder = here / "course/01-topic";
  for (const char* name : {"topic.cpp", "public_test.cpp", "meson.build", "extra.cpp", "notes.txt"})
    put(Path("alice") / name);
  EXPECT_THAT(take(here / "alice", lab).ignored, ElementsAre("extra.cpp", "meson.build"));
  put("alice.zip", packing::packed({{"a/topic.cpp"}, {"a/public_test.cpp"}, {"a/Makefile"}, {"a/deeper/x.cpp"}}));
  EXPECT_THAT(take(here / "alice.zip", lab).ignored, ElementsAre("Makefile"));
  for (int i = 0; i < 6; ++i) put("alice/x" + std::string(200, 'x') + std::to_string(i) + ".cpp");
  const auto ignored = take(here / "alice", lab).ignored;
  ASSERT_EQ(ignored.size(), 6U);
  EXPECT_EQ(ignored[4].size(), 100U);
  EXPECT_EQ(ignored[5], "3 more");
}

// Is a file with nearly the right name told by that name?
TEST_F(Intake, TellsANearMiss) {
  put("alice/labs/01-topic/topic (1).cpp");
  EXPECT_EQ(take(here / "alice", lab).missing,
            "There is no topic.cpp. There is \"labs/01-topic/topic (1).cpp\": rename it to topic.cpp.");
  put("alice.zip", packing::packed({{"a/Topic.cpp"}}));
  EXPECT_THAT(take(here / "alice.zip", lab).missing, HasSubstr("There is \"a/Topic.cpp\": rename it to topic.cpp."));
  lab.files = {"topic.cpp", "other.cpp"};
  put("bob/topic.cpp");
  put("bob/Other.cpp");
  EXPECT_THAT(take(here / "bob", lab).missing, HasSubstr("other.cpp is missing"));
  EXPECT_THAT(take(here / "bob", lab).missing, HasSubstr("There is \"Other.cpp\""));
}

// Is the digest what sha256sum prints?  printf 'int x;\n' >topic.cpp; sha256sum topic.cpp | sha256sum
TEST_F(Intake, TheDigestCanBeMadeByHand) {
  put("topic.cpp");
  EXPECT_EQ(take(here, lab).digest, "153526c134f3b6b1a087a4be0a63ebc01ee41f8816ca95b3d0f43ade767f4eed");
  put("topic.cpp", "int y;\n");
  EXPECT_NE(take(here, lab).digest, "153526c134f3b6b1a087a4be0a63ebc01ee41f8816ca95b3d0f43ade767f4eed");
  std::filesystem::remove(here / "topic.cpp");
  EXPECT_EQ(take(here, lab).digest, "");
}

}  // namespace
