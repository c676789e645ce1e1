// Does a class's folder give every submission of it, wherever the platform put it, and harm none by another's fault?
#include "engine/class_folder.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "engine/files.hpp"
#include "packing.hpp"

namespace {

using engine::Path;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ClassFolder : public testing::Test {
 protected:
  void put(const Path& name, const std::string& text = "int x;\n") const {
    std::filesystem::create_directories((here / name).parent_path());
    std::ofstream(here / name) << text;
  }
  [[nodiscard]] engine::ClassFolder open() const { return engine::open_class(here, copies); }
  /// "NAME: text of its topic.cpp", or why there is none.
  [[nodiscard]] std::vector<std::string> taken() const {
    std::vector<std::string> all;
    for (const auto& submission : open().submissions) {
      const auto handed_in = engine::take(submission, {lab}).front();
      all.push_back(submission.name + ": " + (handed_in.files.empty() ? handed_in.missing : handed_in.files[0].text));
    }
    return all;
  }
  [[nodiscard]] std::string refusal(const std::string& folder) const {
    try {
      static_cast<void>(engine::open_class(folder, copies));
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return {};
  }

  engine::WorkFolder work;
  const Path here = std::filesystem::canonical(work.path()) / "class";
  const Path copies = std::filesystem::canonical(work.path()) / "copies";
  course::Lab lab = [] {
    course::Lab made;
    made.id = "01-topic";
    made.topic = "topic";
    made.files = {"topic.cpp"};
    return made;
  }();
};

// Are folders and archives beside each other taken, and a FIFO told without waiting?
TEST_F(ClassFolder, OfFoldersAndArchives) {
  put("alice/labs/01-topic/topic.cpp", "a");
  put("bob.zip", packing::packed({{"topic.cpp", "b"}}));
  put("notes.txt");
  ASSERT_EQ(::mkfifo((here / "carol.zip").c_str(), 0600), 0);
  EXPECT_THAT(taken(), ElementsAre("alice: a", "bob: b", HasSubstr("neither a folder nor an archive")));
  EXPECT_THAT(open().passed, ElementsAre("notes.txt"));
}

// Do Canvas's single files come together under the names that they had, each time anew?
TEST_F(ClassFolder, OfSingleFiles) {
  put("doejane_12_34_topic-1.cpp", "jane");
  put("doejane_12_35_other.cpp");
  put("doejane_99_36_topic.cpp", "another jane");
  put("roe_LATE_5_6_labs.zip", packing::packed({{"01-topic/topic.cpp", "roe"}}));
  EXPECT_THAT(taken(), ElementsAre("doejane: jane", "doejane-99: another jane", "roe: roe"));
  std::filesystem::remove(here / "doejane_12_34_topic-1.cpp");
  EXPECT_THAT(taken()[0], HasSubstr("There is no topic.cpp"));
}

// Is Moodle's folder around an archive looked through, and the folder around the whole class?
TEST_F(ClassFolder, OfWrappings) {
  put("download/Jane Doe_12_assignsubmission_file/labs.tar.gz",
      packing::packed({{"topic.cpp", "jane"}}, "pax", "gzip"));
  put("download/John Roe_13_assignsubmission_file/topic.cpp", "john");
  EXPECT_THAT(taken(), ElementsAre("Jane Doe: jane", "John Roe: john"));
  EXPECT_EQ(open().form, engine::ClassForm::moodle);
}

// Are number and mark taken from the names that have them, and Gradescope's number, which is no student's, from none?
TEST_F(ClassFolder, TellsWhoItIs) {
  put("roe_LATE_5_6_topic.cpp");
  EXPECT_EQ(open().submissions[0].origin.id, "5");
  EXPECT_TRUE(open().submissions[0].origin.late);
  std::filesystem::remove(here / "roe_LATE_5_6_topic.cpp");
  put("submission_77/topic.cpp");
  EXPECT_EQ(open().submissions[0].origin.id, "");
  EXPECT_FALSE(open().submissions[0].origin.late);
  EXPECT_FALSE(open().submissions[0].origin.submitted) << "a file's time tells when it was unpacked";
}

// Are Gradescope's submissions called and dated as its own file says: one student's, a group's, two of one name?
TEST_F(ClassFolder, OfGradescopesRecords) {
  for (const std::string name : {"1", "2", "3", "4"}) put("export/submission_" + name + "/topic.cpp");
  put("export/submission_metadata.yml",
      "---\nsubmission_1:\n  :submitters:\n  - :name: Zoe Roe\n    :sid: '77'\n    :email: zoe@example.edu\n"
      "  :created_at: 2022-03-29 01:34:53.622190000 Z\n  :results:\n    :tests: []\n"
      "submission_2:\n  :submitters:\n  - :name: Jane Doe\n    :sid:\n    :email: jane@example.edu\n"
      "  :created_at: !ruby/object:ActiveSupport::TimeWithZone\n    utc: &1 2022-03-30 01:00:00.000000000 Z\n    time: "
      "*1\n"
      "submission_3:\n  :submitters:\n  - :name: Ann\n  - :name: Bob\n");
  std::vector<std::string> all;
  for (const auto& one : open().submissions)
    all.push_back(one.name + " " + one.origin.id + " " +
                  (one.origin.submitted ? course::to_text(*one.origin.submitted) : "?"));
  EXPECT_THAT(all, ElementsAre("Ann & Bob  ?", "Jane Doe jane@example.edu 2022-03-30T01:00:00Z",
                               "Zoe Roe 77 2022-03-29T01:34:53Z", "submission_4  ?"));
  put("export/submission_metadata.yml", "a: [\n");
  EXPECT_THAT(refusal(here), HasSubstr("submission_metadata.yml:2: "));
}

// Does a submission that is there twice cost the others nothing?
TEST_F(ClassFolder, WithOneTwice) {
  put("alice/topic.cpp", "a");
  put("alice.zip", packing::packed({{"topic.cpp", "b"}}));
  put("bob/topic.cpp", "b");
  EXPECT_THAT(taken(), ElementsAre(HasSubstr("two submissions"), "bob: b"));
}

// Does a file's name lead out of its student's folder?
TEST_F(ClassFolder, WithNamesThatLeadElsewhere) {
  put("doe_1_2_..");
  put("doe_1_3_topic.cpp", "doe");
  EXPECT_THAT(taken(), ElementsAre("doe: doe"));
}

// Is it said what to give instead of what is no class?
TEST_F(ClassFolder, ThatIsNone) {
  EXPECT_THAT(refusal(here / "nowhere"), HasSubstr("give the folder that holds the class's submissions"));
  put("file");
  EXPECT_THAT(refusal(here / "file"), HasSubstr("no folder; unpack it"));
  EXPECT_THAT(refusal(here), HasSubstr("no submission in it"));
}

}  // namespace
