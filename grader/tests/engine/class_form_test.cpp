// Is it known whose each entry of a class's folder is, in every form that platforms give it?
#include "engine/class_form.hpp"

#include <gmock/gmock.h>

namespace {

using engine::ClassForm;
using engine::Entry;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> names(const engine::ClassList& list) {
  std::vector<std::string> names;
  for (const auto& member : list.members) names.push_back(member.name);
  return names;
}

std::vector<std::string> pieces(const engine::Member& member) {
  std::vector<std::string> pieces;
  for (const auto& piece : member.pieces) pieces.push_back(piece.entry + " is " + piece.name);
  return pieces;
}

Entry folder(const std::string& name) { return {name, true}; }
Entry file(const std::string& name) { return {name, false}; }

// Is a folder, an archive or a Git clone for each student the plain form?
TEST(ClassForm, HoldsAFolderOrAnArchiveForEach) {
  const auto list = engine::sort_out({folder("bob"), file("alice.tar.gz"), folder("lab-carol"), file("grades.csv")});
  EXPECT_EQ(list.form, ClassForm::folders);
  EXPECT_THAT(names(list), ElementsAre("alice", "bob", "lab-carol"));
  EXPECT_THAT(pieces(list.members[0]), ElementsAre("alice.tar.gz is alice.tar.gz"));
  EXPECT_THAT(pieces(list.members[1]), ElementsAre("bob is "));
  EXPECT_THAT(list.passed, ElementsAre("grades.csv"));
}

// Are a Canvas download's files gathered by student, under the names that they had?
TEST(ClassForm, IsACanvasDownload) {
  const auto list =
      engine::sort_out({file("doejane_1234_98765_unix_domain.cpp"), file("doejane_1234_98766_socket_syscalls-2.cpp"),
                        file("roejohn_LATE_77_4711_labs.zip"), file("doejane_9_3_labs-1.tar.gz")});
  EXPECT_EQ(list.form, ClassForm::canvas);
  EXPECT_THAT(names(list), ElementsAre("doejane", "doejane", "roejohn"));  // two people of one name
  EXPECT_THAT(pieces(list.members[0]), ElementsAre("doejane_1234_98765_unix_domain.cpp is unix_domain.cpp",
                                                   "doejane_1234_98766_socket_syscalls-2.cpp is socket_syscalls.cpp"));
  EXPECT_EQ(list.members[0].id, "1234");
  EXPECT_FALSE(list.members[0].late);
  EXPECT_THAT(pieces(list.members[1]), ElementsAre("doejane_9_3_labs-1.tar.gz is labs.tar.gz"));
  EXPECT_TRUE(list.members[2].late);
  EXPECT_THAT(list.members[2].refused, IsEmpty());
}

// Is Moodle's download known, with a folder for each and without?
TEST(ClassForm, IsAMoodleDownload) {
  const auto list = engine::sort_out(
      {folder("Zoë Ångström_815_assignsubmission_file"), folder("Jim_O_Neil_9_assignsubmission_file_"),
       folder("Jim_O_Neil_9_assignsubmission_onlinetext"), file("Al Lee_7_assignsubmission_file_labs.zip")});
  EXPECT_EQ(list.form, ClassForm::moodle);
  EXPECT_THAT(names(list), ElementsAre("Al Lee", "Jim_O_Neil", "Zoë Ångström"));
  EXPECT_EQ(list.members[2].id, "815");
  EXPECT_THAT(pieces(list.members[0]), ElementsAre("Al Lee_7_assignsubmission_file_labs.zip is labs.zip"));
  EXPECT_THAT(list.passed, IsEmpty());
}

// Is Gradescope's?
TEST(ClassForm, IsAGradescopeExport) {
  const auto list =
      engine::sort_out({folder("submission_11"), folder("submission_2"), file("submission_metadata.yml")});
  EXPECT_EQ(list.form, ClassForm::gradescope);
  EXPECT_THAT(names(list), ElementsAre("submission_11", "submission_2"));
  EXPECT_THAT(list.passed, IsEmpty());
}

// Are two submissions of one student told instead of one chosen?
TEST(ClassForm, ChoosesNoneOfTwo) {
  const auto plain = engine::sort_out({folder("alice"), file("alice.zip"), folder("bob")});
  ASSERT_THAT(names(plain), ElementsAre("alice", "bob"));
  EXPECT_THAT(plain.members[0].refused, HasSubstr("\"alice\" and \"alice.zip\""));
  EXPECT_THAT(plain.members[1].refused, IsEmpty());
  const auto canvas =
      engine::sort_out({file("doejane_1_2_x.cpp"), file("doejane_1_3_x-1.cpp"), file("doejane_1_4_y.cpp")});
  EXPECT_THAT(canvas.members[0].refused, HasSubstr("\"doejane_1_2_x.cpp\" and \"doejane_1_3_x-1.cpp\""));
  const auto mixed = engine::sort_out({file("doejane_1_2_x.cpp"), file("doejane_1_3_labs.zip")});
  EXPECT_THAT(mixed.members[0].refused, HasSubstr("two submissions"));
}

// Do most entries decide, and is what does not fit named?
TEST(ClassForm, NamesWhatDoesNotFit) {
  const auto list =
      engine::sort_out({file("doejane_1_2_x.cpp"), file("roe_2_3_x.cpp"), folder("old"), file(".DS_Store")});
  EXPECT_EQ(list.form, ClassForm::canvas);
  EXPECT_THAT(list.passed, ElementsAre("old"));
  EXPECT_THAT(engine::sort_out({}).members, IsEmpty());
  EXPECT_THAT(engine::sort_out({file(std::string(300, 'x'))}).members, IsEmpty());
}

}  // namespace
