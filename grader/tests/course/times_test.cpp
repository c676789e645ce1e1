// Are an instructor's own times read, and all rows told that are none?
#include "course/times.hpp"

#include <gmock/gmock.h>

#include "files.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

// Are columns found by name, whatever else there is?
TEST(Times, AreReadFromATable) {
  const auto times = course::read_times(
      "student,why,submitted\nDoe,mailed,2026-03-02T23:59:00+01:00\n\"Roe, John\",,2026-03-01 10:00:00Z\n", "t.csv");
  EXPECT_THAT(times, ElementsAre(Pair("doe", course::read_moment("2026-03-02T22:59:00Z").value()),
                                 Pair("roe, john", course::read_moment("2026-03-01T10:00:00Z").value())));
}

// Is every wrong row told, and what a table must have?
TEST(Times, TellWhatIsWrong) {
  EXPECT_EQ(complaint([] {
              course::read_times("student,time\ndoe,2026-03-02 23:59\nroe,2026-03-02T00:00Z\nRoe,2026-03-02T00:00Z\n",
                                 "t.csv");
            }),
            "t.csv: doe: no moment; give a time with its offset from UTC, such as 2026-03-02T23:59:00+01:00\n"
            "t.csv: Roe: there twice; keep the row that counts");
  EXPECT_THAT(complaint([] { course::read_times("name,date\n", "t.csv"); }), HasSubstr("the first row must be"));
}

}  // namespace
