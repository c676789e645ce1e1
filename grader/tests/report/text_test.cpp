// A stranger's bytes made harmless, and text measured and wrapped.
#include "report/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace {

using report::printable;
using testing::ElementsAre;
using testing::IsEmpty;

// Is every control character shown instead of sent?
TEST(Printable, ShowsControlCharacters) {
  EXPECT_EQ(printable("\x1b[31mred\x1b]0;title\x07"), "\\x1B[31mred\\x1B]0;title\\x07");
  EXPECT_EQ(printable(std::string("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(printable("a\nb\rc\bd\x7f"), "a\\x0Ab\\x0Dc\\x08d\\x7F");
  EXPECT_EQ(printable("a\tb"), "a    b");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\x9B31m")
      << "CSI as one C1 character";
}

// Are bytes that are no UTF-8 shown, and those that are let through?
TEST(Printable, ShowsBytesThatAreNoText) {
  EXPECT_EQ(printable("ä€漢😀"), "ä€漢😀");
  EXPECT_EQ(printable("\xff\xc3"), "\\xFF\\xC3");
  EXPECT_EQ(printable("\x9b"
                      "31m"),
            "\\x9B31m");
  EXPECT_EQ(printable("\xC0\x9B"), "\\xC0\\x9B") << "an overlong ESC";
  EXPECT_EQ(printable("\xE0\x80\x9B"), "\\xE0\\x80\\x9B") << "an overlong ESC";
  EXPECT_EQ(printable("\xED\xA0\x80"), "\\xED\\xA0\\x80") << "half of a surrogate pair";
  EXPECT_EQ(printable("\xF4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80") << "beyond Unicode";
  EXPECT_EQ(printable("\xE2\x82"), "\\xE2\\x82") << "cut short";
}

// Is text that would turn or hide its neighbours shown as what it is?
TEST(Printable, ShowsWhatMisleads) {
  EXPECT_EQ(printable("a\u202Eb\u2066c\u200Bd\uFEFFe\u2028f"), "a\\u202Eb\\u2066c\\u200Bd\\uFEFFe\\u2028f");
}

// Does nothing but harmless text come out, whatever goes in?
TEST(Printable, LeavesNothingHarmful) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 40, ' ');
    for (auto& byte : bytes) byte = static_cast<char>(random());
    const auto safe = printable(bytes);
    for (std::size_t i = 0; i < safe.size(); ++i) {
      const auto byte = static_cast<unsigned char>(safe[i]);
      ASSERT_TRUE(byte >= 0x20 && byte != 0x7F) << safe;
      if (byte == 0xC2) {
        ASSERT_GE(static_cast<unsigned char>(safe[i + 1]), 0xA0) << safe;
      }
    }
    ASSERT_EQ(printable(safe), safe) << "what is safe stays as it is";
  }
}

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
