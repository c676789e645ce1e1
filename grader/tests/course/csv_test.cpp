// Is CSV read as RFC 4180 has it, and as gradebooks write it?
#include "course/csv.hpp"

#include <gmock/gmock.h>

namespace {

using course::CsvRow;
using testing::ElementsAre;

std::vector<CsvRow> rows(const std::string& text) { return course::read_csv(text, "x.csv").rows; }

// Do both ends of lines do, and none at the end of the last?
TEST(CsvReader, TakesBothEndsOfLines) {
  EXPECT_THAT(rows("a,b\r\nc,d\n\r\ne,"), ElementsAre(CsvRow{"a", "b"}, CsvRow{"c", "d"}, CsvRow{"e", ""}));
}

// May a cell in quotes hold quotes, separators and newlines?
TEST(CsvReader, TakesAnythingInQuotes) {
  EXPECT_THAT(rows("\"a \"\"b\"\"\",\"c,\r\nd\",\"\"\r\n"), ElementsAre(CsvRow{"a \"b\"", "c,\r\nd", ""}));
}

// Is a byte-order mark no part of the first cell?
TEST(CsvReader, PassesOverAByteOrderMark) {
  EXPECT_THAT(rows("\xEF\xBB\xBFStudent,ID"), ElementsAre(CsvRow{"Student", "ID"}));
}

// Do semicolons separate where a gradebook's language has them?
TEST(CsvReader, TakesSemicolons) {
  const auto csv = course::read_csv("a;b\nc,d;e\n", "x.csv");
  EXPECT_EQ(csv.separator, ';');
  EXPECT_THAT(csv.rows, ElementsAre(CsvRow{"a", "b"}, CsvRow{"c,d", "e"}));
}

// Is what cannot be meant refused, with its line?
TEST(CsvReader, RefusesWhatCannotBeMeant) {
  for (const char* text : {"a\n\"b", "a\nb\"c\n", "a\n\"b\"c\n", "a\nb\rc\n"}) {
    try {
      rows(text);
      ADD_FAILURE() << text;
    } catch (const course::Invalid& invalid) {
      EXPECT_THAT(invalid.what(), testing::StartsWith("x.csv, line 2: "));
    }
  }
}

// Does what was written come back?
TEST(CsvReader, ReadsWhatItWrites) {
  const CsvRow row = {"", "a", "b,c", "d;e", "\"", "f\r\ng", "=1"};
  EXPECT_THAT(rows("h,i\r\n" + course::csv_line(row, ',')), ElementsAre(CsvRow{"h", "i"}, row));
}

}  // namespace
