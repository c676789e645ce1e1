// mistakes.toml, and a mistake made in a solution.
#include "course/mistakes.hpp"

#include <gmock/gmock.h>

#include "files.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kMistakes = R"([[mistake]]
name = "recv-fills-the-buffer"
exercise = "01.5"
row = 1
believes = "recv returns only when the buffer is full."
fails = ["ReceiveExactly.GathersBytes"]
edits = [ { replace = """while (got < room) {
""", with = "{" }, { replace = "again", with = "" } ]

[[mistake]]
name = "other"
exercise = "01.5"
believes = "Something else."
edits = [ { replace = "a", with = "b" } ]
)";

course::Lab lab() {
  course::Lab lab;
  lab.id = "01-x";
  course::Exercise exercise;
  exercise.id = "01.5";
  exercise.suites = {"ReceiveExactly"};
  lab.exercises = {exercise};
  return lab;
}

struct MistakesFile : testing::Test {
  Folder folder;
  std::vector<course::Mistake> load(const std::string& text) {
    return course::load_mistakes(folder.write("solutions/01-x/mistakes.toml", text), lab());
  }
};

// Is everything that stands in a right file in the Mistakes?
TEST_F(MistakesFile, IsReadWhole) {
  const auto mistakes = load(kMistakes);
  ASSERT_EQ(mistakes.size(), 2U);
  const auto& mistake = mistakes[0];
  EXPECT_EQ(mistake.name, "recv-fills-the-buffer");
  EXPECT_EQ(mistake.exercise, "01.5");
  EXPECT_EQ(mistake.row, 1);
  EXPECT_EQ(mistake.believes, "recv returns only when the buffer is full.");
  EXPECT_THAT(mistake.fails, ElementsAre("ReceiveExactly.GathersBytes"));
  ASSERT_EQ(mistake.edits.size(), 2U);
  EXPECT_EQ(mistake.edits[0].replace, "while (got < room) {\n");
  EXPECT_EQ(mistake.edits[0].with, "{");
  EXPECT_EQ(mistake.edits[1].with, "");
  EXPECT_EQ(mistake.where, "solutions/01-x/mistakes.toml:1");
  EXPECT_EQ(mistakes[1].row, std::nullopt);
  EXPECT_TRUE(mistakes[1].fails.empty());
  EXPECT_EQ(mistakes[1].where, "solutions/01-x/mistakes.toml:10");
}

struct Slip {
  std::string from, to, line, says;
};
class MistakesSlip : public MistakesFile, public testing::WithParamInterface<Slip> {};

// Is this slip told, with its line?
TEST_P(MistakesSlip, IsToldWithItsLine) {
  const auto& slip = GetParam();
  const auto text = complaint([&] { load(changed(kMistakes, slip.from, slip.to)); });
  EXPECT_THAT(text, HasSubstr("solutions/01-x/mistakes.toml:" + slip.line + ": "));
  EXPECT_THAT(text, HasSubstr(slip.says));
  EXPECT_EQ(text.find('\n'), std::string::npos) << "more than one problem is told: " << text;
}

INSTANTIATE_TEST_SUITE_P(
    EveryRule, MistakesSlip,
    testing::Values(Slip{"row = 1", "rwo = 1", "4", "unknown key \"rwo\""},
                    Slip{"row = 1", "row = 0", "4", "row is 0; give a whole number, 1 to 999"},
                    Slip{"row = 1", "row = \"1\"", "4", "row has the wrong type"},
                    Slip{"\"other\"", "\"Other One\"", "11", "small letters"},
                    Slip{"\"other\"", "\"recv-fills-the-buffer\"", "10", "is there twice"},
                    Slip{"exercise = \"01.5\"", "exercise = \"01.6\"", "3", "no exercise \"01.6\""},
                    Slip{"believes = \"Something else.\"\n", "", "10", "believes is missing"},
                    Slip{"\"Something else.\"", "\"\"", "13", "believes is empty"},
                    Slip{"ReceiveExactly.GathersBytes", "GathersBytes", "6", "write Suite.Test"},
                    Slip{"ReceiveExactly.GathersBytes", "SendAll.Sends", "6", "no exercise has this suite"},
                    Slip{"[ { replace = \"a\", with = \"b\" } ]", "[]", "14", "edits is empty"},
                    Slip{"[ { replace = \"a\", with = \"b\" } ]", "[ 7 ]", "14", "edit 1 is no table"},
                    Slip{"replace = \"a\", with = \"b\"", "replace = \"a\"", "14", "with is missing"},
                    Slip{"replace = \"a\", with = \"b\"", "replace = \"a\", with = \"a\"", "14", "with is the same"},
                    Slip{"replace = \"a\"", "replace = \"\"", "14", "replace is empty"},
                    Slip{"[[mistake]]\nname = \"other\"", "[[mistakes]]\nname = \"other\"", "10",
                         "unknown key \"mistakes\""}));

course::Mistake with_edits(std::vector<course::Edit> edits) {
  course::Mistake mistake;
  mistake.name = "some-mistake";
  mistake.where = "solutions/01-x/mistakes.toml:12";
  mistake.edits = std::move(edits);
  return mistake;
}

// Does each edit change its own place in the solution, whatever their order, and nothing else?
TEST(Apply, ChangesEachPlace) {
  const auto mistake = with_edits({{"three", "3"}, {"one ", ""}, {"two", "one three"}});
  EXPECT_EQ(course::apply(mistake, "zero one two three four"), "zero one three 3 four");
  EXPECT_EQ(course::apply(with_edits({{"all", "nothing"}}), "all"), "nothing");
}

// Is an edit that fits nowhere, or at two places, refused by name?
TEST(Apply, InsistsOnExactlyOnePlace) {
  const auto absent = complaint([] { course::apply(with_edits({{"five\nsix", ""}}), "one two"); });
  EXPECT_THAT(absent,
              HasSubstr("solutions/01-x/mistakes.toml:12: mistake some-mistake: \"five\" … is not in the solution"));
  EXPECT_THAT(complaint([] { course::apply(with_edits({{"one", ""}}), "one two one"); }), HasSubstr("more than once"));
  EXPECT_THAT(complaint([] { course::apply(with_edits({{"aa", ""}}), "aaa"); }), HasSubstr("more than once"));
}

// Are edits that overlap refused?
TEST(Apply, RefusesOverlappingEdits) {
  EXPECT_THAT(complaint([] {
                course::apply(with_edits({{"one two", "x"}, {"two three", "y"}}), "one two three");
              }),
              HasSubstr("overlap"));
  EXPECT_EQ(course::apply(with_edits({{"one ", "x"}, {"two", "y"}}), "one two three"), "xy three");
}

}  // namespace
