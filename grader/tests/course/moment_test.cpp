// Is a moment the same moment, however it is written, and nothing guessed where it is none?
#include "course/moment.hpp"

#include <gmock/gmock.h>

namespace {

std::string read(std::string_view text) {
  const auto moment = course::read_moment(text);
  return moment ? course::to_text(*moment) : "none";
}

// Is the offset taken off, over midnight, months and years too?
TEST(Moment, IsOneMomentInEveryZone) {
  EXPECT_EQ(read("2026-03-02T23:59:00+01:00"), "2026-03-02T22:59:00Z");
  EXPECT_EQ(read("2026-03-02T22:59:00Z"), "2026-03-02T22:59:00Z");
  EXPECT_EQ(read("2026-12-31T20:30:00-05:30"), "2027-01-01T02:00:00Z");
  EXPECT_EQ(read("2024-03-01 00:15+00:30"), "2024-02-29T23:45:00Z");
}

// Are the forms of platforms read: fractions, a blank before the Z?
TEST(Moment, IsReadAsPlatformsWriteIt) {
  EXPECT_EQ(read("2022-03-29 01:34:53.622190000 Z"), "2022-03-29T01:34:53Z");
  EXPECT_EQ(read("2018-07-01T14:22:32.365935-07:00"), "2018-07-01T21:22:32Z");
}

// Is what is no moment, or could be several, none?
TEST(Moment, IsNotGuessed) {
  for (const char* text :
       {"", "2026-03-02", "2026-03-02T23:59:00", "2026-02-29T00:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T23:60:00Z",
        "2026-03-02T23:59:00+0100", "02.03.2026 23:59:00Z", "2026-03-02T23:59:00Z and more", "yesterday"})
    EXPECT_EQ(read(text), "none") << text;
  EXPECT_EQ(read(std::string(100'000, '1')), "none");
}

}  // namespace
