// Does Canvas get its own gradebook back, with the points of those who are surely meant, and nothing else changed?
#include <regex>

#include "course/csv.hpp"
#include "golden.hpp"

namespace {

using testing::HasSubstr;

const std::string kGradebook =
    "\xEF\xBB\xBFStudent,ID,SIS User ID,SIS Login ID,Section,Essay (7),01-socket-syscalls (42),Final Score\r\n"
    "    Points Possible,,,,,10,9,(read only)\r\n"
    "\"Liddell, Alice\",101,u1,alice,\"A, morning\",8,1,80\r\n"
    "\"Builder, Bob\",102,u2,bob@example.edu,B,,,\r\n"
    "\"Carol, Christmas\",103,u3,carol,B,,4,\r\n"
    "\"Nobody, Ned\",104,u4,ned,B,,,\r\n";

report::Filled made(const std::vector<course::Result>& results, const std::string& gradebook = kGradebook) {
  return report::to_canvas(results, {"grades.csv", gradebook});
}

std::vector<course::Result> of_class() {
  auto results = a_class();
  results[1].student = "builderbob";  // as Canvas calls his files
  return results;
}

/// As Canvas' importer looks at it.
void expect_specified(const std::string& text) {
  const auto rows = course::read_csv(text, "canvas.csv").rows;
  EXPECT_THAT(rows[0][0], HasSubstr("Student"));
  EXPECT_THAT(rows[0][1], HasSubstr("ID"));
  EXPECT_THAT(rows[0][4], HasSubstr("Section"));
  EXPECT_THAT(rows[1][0], HasSubstr("Points Possible"));
  for (std::size_t i = 5; i < rows[0].size(); ++i)
    EXPECT_TRUE(std::regex_match(rows[0][i], std::regex(".* \\([0-9]+\\)"))) << "would make a new assignment";
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
}

TEST(Canvas, IsAsGolden) { expect_golden("canvas", made(of_class()).files); }

TEST(Canvas, IsAsTheImporterReadsIt) { expect_specified(made(of_class()).files[0].text); }

// Are points entered for whom they belong to, by login and by the name of the files, and a 0 for what does not compile?
TEST(Canvas, EntersPoints) {
  const auto text = made(of_class()).files[0].text;
  EXPECT_THAT(text, HasSubstr("\"Liddell, Alice\",101,u1,alice,\"A, morning\",5\r\n"));
  EXPECT_THAT(text, HasSubstr("\"Builder, Bob\",102,u2,bob@example.edu,B,0\r\n"));
}

// Does a fault of ours leave the cell as it was?
TEST(Canvas, LeavesOurFaultsAsTheyWere) {
  const auto filled = made(of_class());
  EXPECT_THAT(filled.files[0].text, HasSubstr(",carol,B,4\r\n"));
  EXPECT_THAT(filled.notes, testing::Contains(HasSubstr("carol: 01-socket-syscalls could not be graded")));
}

// Are those told whom the other side does not know, and their rows left out?
TEST(Canvas, TellsWhoIsMissing) {
  auto results = of_class();
  results.push_back(result_of("dora", {partly_passed()}));
  const auto filled = made(results);
  EXPECT_THAT(filled.notes, testing::Contains(testing::StartsWith("dora: not in the roster")));
  EXPECT_THAT(filled.notes, testing::Contains(testing::StartsWith("Nobody, Ned: in the roster")));
  EXPECT_THAT(filled.files[0].text, testing::Not(HasSubstr("Nobody")));
}

// Is nobody given points that may be another's: two students of one name, two results for one student?
TEST(Canvas, GuessesNobody) {
  const auto doubled = made(of_class(), kGradebook + "\"Builder, Bob\",105,u5,bob2,B,,\r\n");
  EXPECT_THAT(doubled.notes, testing::Contains(HasSubstr("builderbob: several students")));
  EXPECT_THAT(doubled.files[0].text, testing::Not(HasSubstr("Builder")));
  auto results = of_class();
  results.push_back(result_of("u1", {partly_passed()}));
  EXPECT_THAT(made(results).notes, testing::Contains(HasSubstr("several results are this student's (alice, u1)")));
  EXPECT_THAT(made(results).files[0].text, testing::Not(HasSubstr("Liddell")));
}

// Is it told where Canvas counts the assignment out of other points?
TEST(Canvas, TellsOtherPoints) {
  auto gradebook = kGradebook;
  gradebook.replace(gradebook.find(",10,9,"), 6, ",10,100,");
  EXPECT_THAT(made(of_class(), gradebook).notes, testing::Contains(HasSubstr("Set the assignment to 9 points")));
}

// Is what is no gradebook, or has no assignment for a lab, refused with what to do?
TEST(Canvas, RefusesOtherFiles) {
  for (const std::string text :
       {"", "a,b\n", "Student,ID,Section,Essay (7)\n", "Student,ID,Section,01-socket-syscalls\n"}) {
    try {
      made(of_class(), text);
      ADD_FAILURE() << text;
    } catch (const course::Invalid& invalid) {
      EXPECT_THAT(invalid.what(), HasSubstr("Export Entire Gradebook"));
    }
  }
}

}  // namespace
