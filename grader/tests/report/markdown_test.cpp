// Does a reader of Markdown get a table that stays a table, and what did not pass?
#include <algorithm>

#include "golden.hpp"

namespace {

std::string made(const std::vector<course::Result>& results) { return report::to_markdown(results)[0].text; }

TEST(Markdown, OfAClassIsAsGolden) { expect_golden("markdown-class", report::to_markdown(a_class())); }

TEST(Markdown, OfOneStudentIsAsGolden) { expect_golden("markdown-one", report::to_markdown({a_class()[0]})); }

// Has every row of the table as many cells as its head, whatever a student is called?
TEST(Markdown, KeepsItsTable) {
  auto results = a_class();
  results.push_back(result_of("a | b\n| c", {partly_passed()}));
  int rows = 0;
  for (const auto& line : lines_of(made(results))) {
    if (!line.starts_with("|")) continue;
    auto cells = line;
    for (auto at = cells.find("\\|"); at != std::string::npos; at = cells.find("\\|")) cells.erase(at, 2);
    EXPECT_EQ(std::count(cells.begin(), cells.end(), '|'), 4) << line;
    ++rows;
  }
  EXPECT_EQ(rows, 6);
}

// Does nothing that a student's code printed end the block that it is shown in?
TEST(Markdown, KeepsItsBlocks) {
  const auto lines = lines_of(made({a_class()[0]}));
  const auto fence =
      std::find_if(lines.begin(), lines.end(), [](const std::string& line) { return line.starts_with("```"); });
  ASSERT_NE(fence, lines.end());
  EXPECT_EQ(std::count(lines.begin(), lines.end(), *fence), 2);
  EXPECT_THAT(*fence, testing::StartsWith("````"));
}

// Is our fault told as ours, without points?
TEST(Markdown, TellsOurFault) {
  EXPECT_THAT(made(a_class()), testing::HasSubstr("| `carol` | not graded | error |"));
  EXPECT_THAT(made(a_class()), testing::HasSubstr("It costs you nothing"));
}

}  // namespace
