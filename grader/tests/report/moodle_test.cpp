// Does Moodle get its own worksheet back, with grade and feedback of those who are surely meant?
#include "course/csv.hpp"
#include "golden.hpp"

namespace {

using testing::HasSubstr;

const std::string kHeader =
    "Identifier,\"Full name\",\"Email address\",Status,Grade,\"Maximum Grade\",\"Grade can be changed\",\"Last "
    "modified "
    "(submission)\",\"Last modified (grade)\",\"Feedback comments\"\r\n";
const std::string kWorksheet =
    kHeader +
    "\"Participant 11\",\"Alice Liddell\",alice,\"Submitted for grading\",,9.00,Yes,\"Monday, 2 March 2026, 9:00 "
    "AM\",-,\"Well "
    "done!<br>Sockets Lab: 1 of 9 points.\"\r\n"
    "\"Participant 12\",\"Bob Builder\",bob@example.edu,\"Submitted for grading\",,9.00,Yes,-,-,\r\n"
    "\"Participant 13\",\"Carol Christmas\",carol,\"Submitted for grading\",7.00,9.00,Yes,-,-,\r\n"
    "\"Participant 14\",\"Ned Nobody\",ned,\"No submission\",,9.00,Yes,-,-,\r\n";

report::Filled made(const std::vector<course::Result>& results, const std::string& worksheet = kWorksheet) {
  return report::to_moodle(results, {"worksheet.csv", worksheet});
}

std::vector<course::Result> of_class() {
  auto results = a_class();
  results[1].student = "Bob Builder-12";  // as a class that has two of this name calls him
  return results;
}

TEST(Moodle, IsAsGolden) { expect_golden("moodle", made(of_class()).files); }

// Are all columns there, with a number as grade, as Moodle's importer wants it?
TEST(Moodle, IsAsTheImporterReadsIt) {
  const auto rows = course::read_csv(made(of_class()).files[0].text, "moodle.csv").rows;
  EXPECT_EQ(rows[0], course::read_csv(kHeader, "").rows[0]);
  ASSERT_EQ(rows.size(), 3U);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    EXPECT_THAT(rows[i][0], testing::MatchesRegex("Participant [0-9]+"));
    EXPECT_EQ(rows[i].size(), rows[0].size());
    EXPECT_EQ(rows[i][8], "-") << "Moodle compares it with what it knows";
    EXPECT_THAT(rows[i][9], HasSubstr("Sockets Lab: ")) << "a grade without feedback is lost";
  }
  EXPECT_EQ(rows[1][4], "5");
  EXPECT_EQ(rows[2][4], "0");
}

// Does an instructor's own feedback stay, and ours stand there once?
TEST(Moodle, KeepsFeedback) {
  const auto text = made(of_class()).files[0].text;
  EXPECT_THAT(text, HasSubstr("Well done!<br>Sockets Lab: 5 of 9 points."));
  EXPECT_THAT(text, testing::Not(HasSubstr("1 of 9")));
}

// Does nothing that we write begin like a formula?
TEST(Moodle, WritesNoFormula) {
  for (const auto& row : course::read_csv(made(of_class()).files[0].text, "").rows)
    for (const std::size_t column : {4U, 9U})
      EXPECT_THAT(row[column].substr(0, 1), testing::Not(testing::MatchesRegex("[=+@-]")));
}

// Does a fault of ours leave the grade as it was, and is everybody told who is left out?
TEST(Moodle, TellsWhoIsLeftOut) {
  auto results = of_class();
  results.push_back(result_of("dora", {partly_passed()}));
  const auto filled = made(results);
  EXPECT_THAT(filled.files[0].text, testing::Not(testing::AnyOf(HasSubstr("Carol"), HasSubstr("Ned"))));
  EXPECT_THAT(filled.notes, testing::UnorderedElementsAre(testing::StartsWith("carol: could not be graded"),
                                                          testing::StartsWith("dora: not in the roster"),
                                                          testing::StartsWith("Ned Nobody: in the roster")));
}

// Is it told where Moodle lets nobody change a grade, and where its maximum is another?
TEST(Moodle, TellsWhatMoodleWouldRefuse) {
  const auto locked = kHeader + "\"Participant 11\",Alice,alice,,,9.00,No,-,-,\r\n";
  EXPECT_THAT(made({a_class()[0]}, locked).notes, testing::ElementsAre(HasSubstr("cannot be changed")));
  const auto hundred = kHeader + "\"Participant 11\",Alice,alice,,,100.00,Yes,-,-,\r\n";
  EXPECT_THAT(made({a_class()[0]}, hundred).notes, testing::ElementsAre(HasSubstr("maximum grade is 100.00")));
}

// Is a worksheet without the columns that Moodle needs refused with what to do?
TEST(Moodle, RefusesOtherFiles) {
  for (const std::string text : {"", "Identifier,Grade,Last modified (grade)\n"}) {
    try {
      made(of_class(), text);
      ADD_FAILURE() << text;
    } catch (const course::Invalid& invalid) {
      EXPECT_THAT(invalid.what(), HasSubstr("Download grading worksheet"));
    }
  }
}

}  // namespace
