// Is everybody in a roster found by what is surely theirs, and nobody guessed?
#include "course/roster.hpp"

#include <gmock/gmock.h>

namespace {

using course::Claim;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;

std::vector<course::Enrolled> roster_of(const std::string& text) {
  return course::read_roster(course::read_csv(text, "roster.csv"), "roster.csv");
}

const std::string kTable =
    "student,id,email\nJane Doe,12,jane@example.edu\nJohn Roe,13,john@example.edu\nJane Doe,14,\n";

/// The row of each claim; 0 where it is left out.
std::vector<std::size_t> rows_of(const std::vector<Claim>& claims, const std::string& table = kTable) {
  std::vector<std::size_t> rows(claims.size(), 0);
  const auto of_row = course::match(claims, roster_of(table)).of_row;
  for (std::size_t i = 0; i < of_row.size(); ++i)
    for (const std::size_t claim : of_row[i]) rows[claim] = i;
  return rows;
}

// Are the tables of all platforms read, with their numbers, and rows that are no student's passed over?
TEST(Roster, ReadsThePlatformsTables) {
  const auto canvas = roster_of(
      "Student,ID,SIS User ID,SIS Login ID,Section,Lab 01 (5)\n    Points Possible,,,,,20\n\"Doe, "
      "Jane\",12,u7,jd1,A,\n");
  EXPECT_THAT(canvas[1].names, IsEmpty());
  EXPECT_THAT(canvas[2].names, IsSupersetOf({"Doe, Jane", "12", "u7", "jd1", "doejane", "doejane-12", "Jane Doe"}));
  EXPECT_EQ(canvas[2].id, "12");
  const auto moodle = roster_of("Identifier,Full name,Email address,Grade\nTeilnehmer/in 12,Jane Doe,j@example.edu,\n");
  EXPECT_THAT(moodle[1].names, IsSupersetOf({"Jane Doe", "Teilnehmer/in 12", "j@example.edu", "Jane Doe-12"}));
  EXPECT_EQ(moodle[1].id, "12");
  const auto gradescope = roster_of("First Name,Last Name,SID,Email,Role\nJane,Doe,s12,j@example.edu,Student\n");
  EXPECT_THAT(gradescope[1].names, IsSupersetOf({"Doe, Jane", "Jane Doe", "s12", "j@example.edu"}));
  const auto github = roster_of("identifier,github_username,github_id,name\njdoe,jane-d,99,Jane Doe\n");
  EXPECT_THAT(github[1].names, IsSupersetOf({"Jane Doe", "jdoe", "jane-d"}));
}

// Is one found by name, address or number, capitals and blanks aside, and two of one name by the number alone?
TEST(Roster, FindsWhoIsMeant) {
  EXPECT_THAT(
      rows_of({{" john roe ", ""}, {"john@example.edu", ""}, {"13", ""}, {"Jane Doe", "14"}, {"Jane Doe-12", ""}}),
      ElementsAre(2, 2, 2, 3, 1));
  EXPECT_THAT(rows_of({{"müller", "13"}}), ElementsAre(2)) << "a name that the platform spells differently in files";
}

// Is an address as good as a number, and a number only looked for among numbers?
TEST(Roster, TakesAnAddressForANumber) {
  EXPECT_THAT(rows_of({{"Jane Doe", "jane@example.edu"}, {"Joan", "12"}, {"Joan", "u7"}},
                      "name,id,email,sis user id\nJane Doe,12,jane@example.edu,u7\nJane Doe,13,,\n"),
              ElementsAre(1, 1, 0));
}

// Is who is not there, may be two, or has the number of somebody else told, and given to nobody?
TEST(Roster, GuessesNobody) {
  const std::vector<Claim> claims{{"Joan Roe", ""}, {"Jane Doe", ""}, {"John Roe", "12"}};
  EXPECT_THAT(rows_of(claims), ElementsAre(0, 0, 0));
  EXPECT_THAT(
      course::match(claims, roster_of(kTable)).notes,
      ElementsAre("Joan Roe: not in the roster. Name the submission after an ID or the name in it, and grade again.",
                  HasSubstr("several students in the roster are called so"),
                  HasSubstr("the number 12 is another student's")));
}

// Is a table without students refused with what to give?
TEST(Roster, RefusesOtherTables) {
  for (const char* text : {"", "a,b\n1,2\n"}) {
    try {
      roster_of(text);
      ADD_FAILURE() << text;
    } catch (const course::Invalid& invalid) {
      EXPECT_THAT(invalid.what(), HasSubstr("roster.csv: no column names students. Give"));
    }
  }
}

}  // namespace
