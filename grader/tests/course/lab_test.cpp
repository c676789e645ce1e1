// lab.toml: what is read from it, and that every slip in it is told with its line.
#include "course/lab.hpp"

#include <gmock/gmock.h>

#include "files.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kLab = R"(title = "Socket system calls"
summary = "Open, send, receive, close."
notes = "notes/01-socket-syscalls.md"
files = ["socket_syscalls.cpp"]

[[exercise]]
id = "01.1"
name = "open_listener"
title = "Open a listening socket"
points = 3
see = "notes/01-socket-syscalls.md#listening"
hints = ["a nudge", "more", "nearly the answer"]

[[exercise]]
id = "01.2"
name = "to_and_fro"
title = "There and back"
points = 17
see = "notes/01-socket-syscalls.md"
hints = ["a nudge", "more", "nearly the answer"]
suites = ["To", "Fro"]
)";

struct LabFile : testing::Test {
  Folder folder;

  course::Lab load(const std::string& text) {
    folder.write("labs/01-socket-syscalls/lab.toml", text);
    return course::load_lab(folder.path() / "labs/01-socket-syscalls");
  }
  std::string complaint_about(const std::string& text) {
    return complaint([&] { load(text); });
  }
};

// May an exercise build on an earlier one, and on no other?
TEST_F(LabFile, NamesWhatAnExerciseBuildsOn) {
  EXPECT_THAT(load(kLab + "builds_on = [\"01.1\"]\n").exercises[1].builds_on, ElementsAre("01.1"));
  for (const std::string base : {"01.2", "01.9", "02.1", ""})
    EXPECT_THAT(complaint_about(kLab + "builds_on = [\"" + base + "\"]\n"), HasSubstr("no exercise before this one"));
}

// May a lab ask for more descriptors for its workers, within reason?
TEST_F(LabFile, AsksForDescriptors) {
  EXPECT_EQ(load(kLab).descriptors, 128);
  EXPECT_EQ(load("descriptors = 1100\n" + kLab).descriptors, 1100);
  for (const std::string number : {"127", "2049", "-1"})
    EXPECT_THAT(complaint_about("descriptors = " + number + "\n" + kLab), HasSubstr("descriptors"));
}

// Is everything that stands in a right file in the Lab?
TEST_F(LabFile, IsReadWhole) {
  const auto lab = load(kLab);
  EXPECT_EQ(lab.id, "01-socket-syscalls");
  EXPECT_EQ(lab.number, "01");
  EXPECT_EQ(lab.topic, "socket_syscalls");
  EXPECT_EQ(lab.folder, folder.path() / "labs/01-socket-syscalls");
  EXPECT_EQ(lab.title, "Socket system calls");
  EXPECT_EQ(lab.summary, "Open, send, receive, close.");
  EXPECT_EQ(lab.notes, "notes/01-socket-syscalls.md");
  EXPECT_THAT(lab.files, ElementsAre("socket_syscalls.cpp"));
  EXPECT_EQ(lab.points(), 20);
  ASSERT_EQ(lab.exercises.size(), 2U);
  const auto& exercise = lab.exercises[0];
  EXPECT_EQ(exercise.id, "01.1");
  EXPECT_EQ(exercise.name, "open_listener");
  EXPECT_EQ(exercise.title, "Open a listening socket");
  EXPECT_EQ(exercise.points, 3);
  EXPECT_EQ(exercise.see, "notes/01-socket-syscalls.md#listening");
  EXPECT_THAT(exercise.hints, ElementsAre("a nudge", "more", "nearly the answer"));
}

// Is a name without end refused like any other that is none?
TEST_F(LabFile, RefusesAnEndlessName) {
  std::string text = kLab;
  text.replace(text.find("open_listener"), 13, std::string(300'000, 'a'));
  EXPECT_THAT(complaint_about(text).substr(0, 100), HasSubstr("lab.toml:8: exercise 1: the name"));
}

// Are suites named after the function, unless the file names them?
TEST_F(LabFile, NamesSuites) {
  const auto lab = load(kLab);
  EXPECT_THAT(lab.exercises[0].suites, ElementsAre("OpenListener"));
  EXPECT_THAT(lab.exercises[1].suites, ElementsAre("To", "Fro"));
  EXPECT_EQ(lab.find_suite("OpenListener"), &lab.exercises[0]);
  EXPECT_EQ(lab.find_suite("Fro"), &lab.exercises[1]);
  EXPECT_EQ(lab.find_suite("ToAndFro"), nullptr);
}

// Is the folder known however its path is written?
TEST_F(LabFile, IsFoundByAnyPath) {
  load(kLab);
  EXPECT_EQ(course::load_lab(folder.path() / "labs/01-socket-syscalls/").id, "01-socket-syscalls");
  EXPECT_EQ(course::load_lab(folder.path() / "labs/../labs/01-socket-syscalls/.").id, "01-socket-syscalls");
}

struct Slip {
  std::string from, to;  // in kLab
  std::string line;      // where it is told
  std::string says;
};
class LabFileSlip : public LabFile, public testing::WithParamInterface<Slip> {};

// Is this slip told, with its line?
TEST_P(LabFileSlip, IsToldWithItsLine) {
  const auto& slip = GetParam();
  const auto text = complaint_about(changed(kLab, slip.from, slip.to));
  EXPECT_THAT(text, HasSubstr("labs/01-socket-syscalls/lab.toml:" + slip.line + ": "));
  EXPECT_THAT(text, HasSubstr(slip.says));
  EXPECT_THAT(text, HasSubstr("; ")) << "what is to be done is missing";
  EXPECT_EQ(text.find('\n'), std::string::npos) << "more than one problem is told: " << text;
}

INSTANTIATE_TEST_SUITE_P(
    EveryRule, LabFileSlip,
    testing::Values(Slip{"title = \"Socket", "titel = \"x\"\ntitle = \"Socket", "1", "unknown key \"titel\""},
                    Slip{"points = 3", "points = 3\npionts = 3", "11", "exercise 1: unknown key \"pionts\""},
                    Slip{"summary = \"Open, send, receive, close.\"\n", "", "1", "summary is missing"},
                    Slip{"title = \"Open a listening socket\"\n", "", "6", "exercise 1: title is missing"},
                    Slip{"points = 3\n", "", "6", "exercise 1: points is missing"},
                    Slip{"see = \"notes/01-socket-syscalls.md\"\n", "", "14", "exercise 2: see is missing"},
                    Slip{"\"Socket system calls\"", "7", "1", "title has the wrong type"},
                    Slip{"\"Socket system calls\"", "\" \"", "1", "title is empty"},
                    Slip{"[\"socket_syscalls.cpp\"]", "\"socket_syscalls.cpp\"", "4", "files has the wrong type"},
                    Slip{"[\"a nudge\", ", "[7, \"a nudge\", ", "12", "hints has the wrong type"},
                    Slip{"id = \"01.2\"", "id = \"01.1\"", "15", "\"01.1\" is there twice"},
                    Slip{"id = \"01.2\"", "id = \"02.2\"", "15", "does not fit the folder; write 01.2"},
                    Slip{"id = \"01.2\"", "id = \"01.02\"", "15", "does not fit the folder"},
                    Slip{"id = \"01.2\"", "id = \"1.2\"", "15", "does not fit the folder"},
                    Slip{"\"to_and_fro\"", "\"open_listener\"", "16", "\"open_listener\" is there twice"},
                    Slip{"\"to_and_fro\"", "\"To And Fro\"", "16", "use small letters"},
                    Slip{", \"more\"", "", "12", "exactly three hints"},
                    Slip{", \"more\"", ", \"more\", \"still more\"", "12", "exactly three hints"},
                    Slip{"\"more\"", "\"\"", "12", "none empty"},
                    Slip{"points = 3", "points = 0", "10", "points is 0; give a whole number, 1 to 1000"},
                    Slip{"points = 3", "points = 2.5", "10", "points has the wrong type"},
                    Slip{"points = 3", "points = -3", "10", "points is -3; give a whole number, 1 to 1000"},
                    Slip{"[\"socket_syscalls.cpp\"]", "[\"../socket_syscalls.cpp\"]", "4", "no plain file name"},
                    Slip{"[\"socket_syscalls.cpp\"]", "[\"programs/a.cpp\"]", "4", "no plain file name"},
                    Slip{"[\"socket_syscalls.cpp\"]", "[\".hidden\"]", "4", "no plain file name"},
                    Slip{"[\"socket_syscalls.cpp\"]", "[\"-o.cpp\"]", "4", "no plain file name"},
                    Slip{"[\"socket_syscalls.cpp\"]", "[\"a.cpp\", \"a.cpp\"]", "4", "\"a.cpp\" is there twice"},
                    Slip{"[\"socket_syscalls.cpp\"]", "[]", "4", "files is empty"},
                    Slip{"[\"To\", \"Fro\"]", "[\"To\", \"To\"]", "21", "\"To\" is there twice"},
                    Slip{"[\"To\", \"Fro\"]", "[\"OpenListener\"]", "21", "\"OpenListener\" is there twice"},
                    Slip{"[\"To\", \"Fro\"]", "[\"to\"]", "21", "CamelCase"},
                    Slip{"[\"To\", \"Fro\"]", "[]", "21", "suites is empty"},
                    Slip{"md#listening", "md#", "11", "write notes/FILE.md#heading"},
                    Slip{"md#listening", "html#listening", "11", "write notes/FILE.md#heading"},
                    Slip{"\"notes/01-socket-syscalls.md#listening\"", "\"notes/../solutions/a.md\"", "11",
                         "write notes/FILE.md#heading"},
                    Slip{"\"notes/01-socket-syscalls.md\"", "\"notes/01\"", "3", "write notes/01-socket-syscalls.md"},
                    Slip{"title = \"Socket system calls\"", "title = Socket", "1", ""},
                    Slip{"points = 3", "points = 3\npoints = 4", "11", ""}));

// Are all slips of a file told at once, by their lines?
TEST_F(LabFile, TellsAllSlipsAtOnce) {
  auto text = changed(kLab, "points = 17", "points = 0");
  text = changed(text, "title = \"Socket system calls\"", "title = \"\"");
  text = changed(text, "id = \"01.1\"", "id = \"x\"");
  EXPECT_EQ(complaint_about(text),
            "labs/01-socket-syscalls/lab.toml:1: title is empty; fill it in\n"
            "labs/01-socket-syscalls/lab.toml:7: exercise 1: the id \"x\" does not fit the folder; write 01.1\n"
            "labs/01-socket-syscalls/lab.toml:18: exercise 2: points is 0; give a whole number, 1 to 1000");
}

// Is a lab without an exercise refused, in either way of having none?
TEST_F(LabFile, NeedsAnExercise) {
  const auto head = kLab.substr(0, kLab.find("[[exercise]]"));
  EXPECT_THAT(complaint_about(head), HasSubstr("exercise is missing"));
  EXPECT_THAT(complaint_about(head + "exercise = []\n"), HasSubstr("lab.toml:6: there is no exercise"));
}

// Does a folder without a lab.toml, or with another name, say what it needs?
TEST_F(LabFile, NeedsItsPlace) {
  std::filesystem::create_directories(folder.path() / "labs/02-empty");
  EXPECT_THAT(complaint([&] { course::load_lab(folder.path() / "labs/02-empty"); }),
              HasSubstr("labs/02-empty/lab.toml: cannot be read (No such file or directory)"));
  folder.write("labs/Sockets/lab.toml", kLab);
  EXPECT_THAT(complaint([&] { course::load_lab(folder.path() / "labs/Sockets"); }), HasSubstr("NN-topic"));
}

std::string numbered(const std::string& number) {
  auto text = kLab;
  for (const std::string exercise : {".1\"", ".2\""})
    text = changed(text, "id = \"01" + exercise, "id = \"" + number + exercise);
  return text;
}

struct Course : testing::Test {
  Folder folder;
};

// Are all labs read, in the order of their numbers, and other folders left alone?
TEST_F(Course, HasItsLabsInOrder) {
  folder.write("labs/10-later/lab.toml", numbered("10"));
  folder.write("labs/01-first/lab.toml", kLab);
  folder.write("labs/support/fd.hpp", "");
  folder.write("labs/02-no-folder", "");
  const auto labs = course::load_course(folder.path());
  ASSERT_EQ(labs.size(), 2U);
  EXPECT_EQ(labs[0].id, "01-first");
  EXPECT_EQ(labs[1].id, "10-later");
  EXPECT_EQ(course::find_lab(labs, "10"), &labs[1]);
  EXPECT_EQ(course::find_lab(labs, "01-first"), &labs[0]);
  EXPECT_EQ(course::find_lab(labs, "10.2"), &labs[1]);
  EXPECT_EQ(course::find_lab(labs, "02"), nullptr);
  EXPECT_EQ(course::find_exercise(labs, "10.2"), &labs[1].exercises[1]);
  EXPECT_EQ(course::find_exercise(labs, "10"), nullptr);
}

// Are the problems of all labs told together?
TEST_F(Course, TellsTheProblemsOfAllLabs) {
  folder.write("labs/01-first/lab.toml", changed(kLab, "points = 3", "points = 0"));
  folder.write("labs/02-second/lab.toml", kLab);
  const auto text = complaint([&] { course::load_course(folder.path()); });
  EXPECT_THAT(text, HasSubstr("labs/01-first/lab.toml:10: "));
  EXPECT_THAT(text, HasSubstr("labs/02-second/lab.toml:7: "));
}

// Are two labs of one number, and a course without a lab, refused?
TEST_F(Course, NeedsLabsOfDifferentNumbers) {
  EXPECT_THAT(complaint([&] { course::load_course(folder.path()); }), HasSubstr("there is no lab here"));
  folder.write("labs/01-first/lab.toml", kLab);
  folder.write("labs/01-second/lab.toml", kLab);
  EXPECT_THAT(complaint([&] { course::load_course(folder.path()); }), HasSubstr("there are two labs 01"));
}

// Does a lab cut down to one exercise have that one alone, and its points?
TEST_F(Course, CanBeCutDownToAnExercise) {
  folder.write("labs/01-first/lab.toml", kLab);
  const auto lab = course::load_course(folder.path()).at(0);
  const auto less = lab.only({"01.2"});
  EXPECT_EQ(less.points(), 17);
  ASSERT_EQ(less.exercises.size(), 1U);
  EXPECT_EQ(less.exercises[0].id, "01.2");
  EXPECT_THAT(complaint([&] { return lab.only({"01.3"}); }), HasSubstr("no exercise 01.3"));
}

}  // namespace
