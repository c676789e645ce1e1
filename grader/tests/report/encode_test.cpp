// A stranger's text made harmless for the place where it is shown: an example of each attack. What holds for any text
// is in encode_property_test.cpp.
#include "report/encode.hpp"

#include <gtest/gtest.h>

#include <ctime>

namespace {

using namespace report;

// Is every control character shown instead of sent?
TEST(Printable, ShowsControlCharacters) {
  EXPECT_EQ(printable("\x1b[31mred\x1b]0;title\x07"), "\\x1B[31mred\\x1B]0;title\\x07");
  EXPECT_EQ(printable("\x1b]8;;http://evil\x1b\\here\x1b]52;c;cm0=\x07"),
            "\\x1B]8;;http://evil\\x1B\\here\\x1B]52;c;cm0=\\x07")
      << "a link, and the clipboard";
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
  EXPECT_EQ(printable("\u3164\u115F\u180E\u034F\U000E0041"), "\\u3164\\u115F\\u180E\\u034F\\uE0041") << "invisible";
  EXPECT_EQ(printable("\uFFFE\uFFFF\U0001FFFE\uFDD0\uFFFD"), "\\uFFFE\\uFFFF\\u1FFFE\\uFDD0\uFFFD") << "no characters";
}

// Do lines stay lines, however they end, and is a lone carriage return shown, which would overwrite its line?
TEST(PrintableLines, KeepsNewlinesAlone) {
  EXPECT_EQ(printable_lines("one\r\ntwo\n\nthree\n"), "one\ntwo\n\nthree\n");
  EXPECT_EQ(printable_lines("failed\rpassed\x1b[A"), "failed\\x0Dpassed\\x1B[A");
  EXPECT_EQ(printable_lines("a\r\r\n\r"), "a\\x0D\n\\x0D");
}

// Can text neither open an element nor end an attribute, a comment or a CDATA section?
TEST(HtmlText, OpensAndEndsNothing) {
  EXPECT_EQ(html_text("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
  EXPECT_EQ(html_text("\" onload='x' &amp; ]]> -->"), "&quot; onload=&#39;x&#39; &amp;amp; ]]&gt; --&gt;");
  EXPECT_EQ(html_text(std::string("a\0\x1b\n\uFFFF", 7)), "a\\x00\\x1B\n\\uFFFF");
}

// Can text not get out of its code, whose fence is longer than any run of backticks?
TEST(Markdown, KeepsTextInItsCode) {
  EXPECT_EQ(markdown_code("@ada #1 <b> [x](http://y) **z** | \\"), "`@ada #1 <b> [x](http://y) **z** | \\`");
  EXPECT_EQ(markdown_code("a`b``c"), "```a`b``c```");
  EXPECT_EQ(markdown_code("`"), "`` ` ``");
  EXPECT_EQ(markdown_code(" a "), "`  a  `") << "readers take a blank from each end";
  EXPECT_EQ(markdown_code("  "), "`  `") << "but not where there is nothing else";
  EXPECT_EQ(markdown_code("a\n\n# b"), "`a\\x0A\\x0A# b`") << "a new line would end the paragraph, and the code";
  EXPECT_EQ(markdown_code(""), "");
  EXPECT_EQ(markdown_block("a\n```\n@ada\n~~~"), "````\na\n```\n@ada\n~~~\n````\n");
  EXPECT_EQ(markdown_block("a\n"), "```\na\n```\n");
  EXPECT_EQ(markdown_block(""), "```\n```\n");
}

// Does text stay in its cell, also where a backslash would undo our own?
TEST(Markdown, KeepsTextInItsCell) {
  EXPECT_EQ(markdown_cell("a | b || c"), "`a \\| b \\|\\| c`");
  EXPECT_EQ(markdown_cell("a\\| b \\\\|"), "`a\\x5C\\| b \\\\x5C\\|`");
  EXPECT_EQ(markdown_cell("C:\\dir\\n"), "`C:\\dir\\n`");
  EXPECT_EQ(markdown_cell("a\n| b |"), "`a\\x0A\\| b \\|`");
}

// Is nothing that a student wrote a formula in a spreadsheet?
TEST(Csv, HasNoFormulas) {
  EXPECT_EQ(csv_text("=cmd|'/C calc'!A0"), "'=cmd|'/C calc'!A0");
  EXPECT_EQ(csv_text("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  for (const std::string text : {"+1", "-1", "@SUM(A1)", "  =1", "\u00A0=1", "\u3000+1", "'=1", "\uFF1D1", "\uFF0B1",
                                 "\uFF0D1", "\uFF201", "\u201C=1"})
    EXPECT_EQ(csv_text(text), "'" + text);
  EXPECT_EQ(csv_text("\"=1"), "\"'\"\"=1\"");
  EXPECT_EQ(csv_text("\t=1"), "'    =1");
  EXPECT_EQ(csv_text("\r=1"), "\\x0D=1") << "text already: it begins with a backslash";
  EXPECT_EQ(csv_text("x\n=1"), "\"x\n'=1\"");
  EXPECT_EQ(csv_text("x; \"=1"), "\"x;' \"\"=1\"") << "a spreadsheet may split at the semicolon";
  EXPECT_EQ(csv_text("x,\n\n-1"), "\"x,\n\n'-1\"");
}

// Are cells quoted where they must be (RFC 4180), and plain text left as it is?
TEST(Csv, QuotesWhatNeedsIt) {
  EXPECT_EQ(csv_text("Doe, Jane"), "\"Doe, Jane\"");
  EXPECT_EQ(csv_text("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(csv_text("one\r\ntwo"), "\"one\ntwo\"");
  EXPECT_EQ(csv_text("Jürgen O'Neil-Smith a=b 3-1"), "Jürgen O'Neil-Smith a=b 3-1");
  EXPECT_EQ(csv_text(""), "");
}

// Is no line of ours a command to a CI service, whatever a student printed?
TEST(CiLog, HasNoCommands) {
  EXPECT_EQ(ci_log("::error::no\n  ::add-mask::a\n\u00A0::stop-commands::x"),
            "\\x3A:error::no\n  \\x3A:add-mask::a\n\u00A0\\x3A:stop-commands::x");
  EXPECT_EQ(ci_log("a\r::set-output name=x::y"), "a\r\\x3A:set-output name=x::y");
  EXPECT_EQ(ci_log("##[error]x"), "#\\x23[error]x");
  EXPECT_EQ(ci_log("it printed ##vso[task.setvariable variable=x]y"),
            "it printed #\\x23vso[task.setvariable variable=x]y");
  EXPECT_EQ(ci_log("| ##teamcity[buildStatus status='SUCCESS']"), "| #\\x23teamcity[buildStatus status='SUCCESS']");
  EXPECT_EQ(ci_log("###[a]##VSO[b]"), "##\\x23[a]#\\x23VSO[b]");
}

// Does a page without commands stay as it is, colours and C++ too?
TEST(CiLog, LeavesOtherTextAlone) {
  for (const std::string page : {"", "\n", "  \x1b[31mx\x1b[0m\n\n", "::bind(fd, a, b);\n", "a ::error::b", "a ## b",
                                 "a##b[0", "## Title\n", "#[x]", "x::y::z", "##"})
    EXPECT_EQ(ci_log(page), page == "a##b[0" ? "a#\\x23b[0" : page);
}

// Does a value of ours end neither its property nor its line?
TEST(CiCommand, EndsOnlyWhereWeEndIt) {
  EXPECT_EQ(ci_message("50%\n::error::x, y"), "50%25%0A::error::x, y");
  EXPECT_EQ(ci_message("%0A"), "%250A");
  EXPECT_EQ(ci_property("a,line=1::b%\n\r"), "a%2Cline=1%3A%3Ab%25%0A\\x0D");
}

// Is a flood encoded in time that grows with its length, not with its square?
TEST(Encoders, TakeAFlood) {
  for (const char c : {'\n', '"', '|', '`', '#', ':', '=', '%', '&', '\x1b', '\xff'}) {
    const std::string flood(1 << 18, c);
    for (const auto encode : {printable, printable_lines, html_text, markdown_code, markdown_cell, markdown_block,
                              csv_text, ci_log, ci_message, ci_property}) {
      const auto begin = std::clock();  // of the processor: a busy machine does not count
      EXPECT_GE(encode(flood).size(), flood.size());
      EXPECT_LT(std::clock() - begin, CLOCKS_PER_SEC) << c;
    }
  }
}

}  // namespace
