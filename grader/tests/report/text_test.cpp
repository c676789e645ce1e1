// Text measured and wrapped.
#include "report/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Are columns counted as a terminal shows them?
TEST(Columns, AreThoseOfATerminal) {
  EXPECT_EQ(report::columns("abc"), 3U);
  EXPECT_EQ(report::columns("ä…│"), 3U);
  EXPECT_EQ(report::columns("漢字"), 4U);
  EXPECT_EQ(report::columns("a\u0301"), 1U);
}

// Is text cut and filled to exactly its columns?
TEST(Columns, AreFilledExactly) {
  EXPECT_EQ(report::cut("abcdef", 6), "abcdef");
  EXPECT_EQ(report::cut("abcdefg", 6), "abcde…");
  EXPECT_EQ(report::cut("abc", 0), "");
  EXPECT_EQ(report::left("ä", 3), "ä  ");
  EXPECT_EQ(report::right("ä", 3), "  ä");
  EXPECT_EQ(report::left("漢字漢字", 6), "漢字… ") << "a wide character is not halved";
}

// Is text wrapped between words, and a continued line as indented as its first?
TEST(Paragraph, WrapsBetweenWords) {
  EXPECT_THAT(report::paragraph("one two three four", 9, 10), ElementsAre("one two", "three", "four"));
  EXPECT_THAT(report::paragraph("  one two three", 9, 10), ElementsAre("  one two", "  three"));
  EXPECT_THAT(report::paragraph("abcdefghij", 4, 10), ElementsAre("abcd", "efgh", "ij"));
  EXPECT_THAT(report::paragraph("one\r\ntwo\x1b\n", 20, 10), ElementsAre("one", "two\\x1B"));
  EXPECT_THAT(report::paragraph("\n\none\n\ntwo\n\n", 20, 10), ElementsAre("one", "", "two"));
  EXPECT_THAT(report::paragraph("", 20, 10), IsEmpty());
}

// Is a long text shortened in its middle, and told so?
TEST(Paragraph, LeavesOutTheMiddle) {
  std::string text;
  for (int i = 1; i <= 20; ++i) text += std::to_string(i) + "\n";
  EXPECT_THAT(report::paragraph(text, 20, 6), ElementsAre("1", "2", "3", "4", "… 14 lines left out …", "19", "20"));
}

// Is a flood of any kind told in few lines, none too wide, at once?
TEST(Paragraph, BoundsAFlood) {
  for (const auto& flood : {std::string(4 << 20, '\n'), std::string(4 << 20, 'x'), std::string(4 << 20, ' '),
                            std::string(4 << 20, '\x1b'), std::string(4 << 20, '\xff')}) {
    const auto lines = report::paragraph(flood, 40, 10);
    EXPECT_LE(lines.size(), 11U);
    for (const auto& line : lines) EXPECT_LE(report::columns(line), 40U);
  }
}

// Are points written as short as they can be?
TEST(Points, AreWrittenShort) {
  EXPECT_EQ(report::points(3), "3");
  EXPECT_EQ(report::points(20), "20");
  EXPECT_EQ(report::points(0), "0");
  EXPECT_EQ(report::points(1.33), "1.33");
  EXPECT_EQ(report::points(0.5), "0.5");
}

// Are colours written only where they are wanted?
TEST(Ink, PaintsOnlyWithColour) {
  EXPECT_EQ(report::Ink{true}.red("x"), "\x1b[31mx\x1b[0m");
  EXPECT_EQ(report::Ink{true}.red(""), "");
  EXPECT_EQ(report::Ink{false}.red("x"), "x");
}

}  // namespace
