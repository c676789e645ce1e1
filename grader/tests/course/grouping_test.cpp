// Are mistakes made in one program only where none can be noticed by another's tests?
#include "course/grouping.hpp"

#include <gmock/gmock.h>

namespace {

using testing::ElementsAre;

const std::string kSolution = R"(#include "x.hpp"

namespace lab {
namespace {

constexpr int most = 9;

template <typename Number>
Number twice(Number number) {
  return number + number;
}

int half(int number) { return number / 2; }

bool operator<(const Pair& one, const Pair& other) { return one.first > other.first; }

}  // namespace

// 01.1

int first(int a) { return half(a); }

// 01.2

int second(int a) {
  return twice(a) + most;
}

// 01.3: a class

Reader::Reader(int a) : kept_(a) {}

int Reader::read() {
  return first(kept_);
}

}  // namespace lab
)";

course::Mistake mistake(const std::string& exercise, const std::string& replace, const std::string& with = "0") {
  course::Mistake mistake;
  mistake.name = "m";
  mistake.exercise = exercise;
  mistake.edits = {{replace, with}};
  return mistake;
}

const auto in_first = mistake("01.1", "half(a)");
const auto in_second = mistake("01.2", "twice(a)");
const auto in_reader = mistake("01.3", "kept_(a)");

using Groups = std::vector<std::vector<std::size_t>>;
Groups groups(const std::vector<course::Mistake>& mistakes) { return course::groups(mistakes, kSolution); }

// Do mistakes of exercises that share no code share a program?
TEST(Grouping, PutsWhatIsApartTogether) {
  EXPECT_THAT(groups({in_first, in_second}), ElementsAre(ElementsAre(0, 1)));
  EXPECT_THAT(groups({in_second, in_reader}), ElementsAre(ElementsAre(0, 1)));
}

// Are two mistakes of one exercise in two programs?
TEST(Grouping, KeepsMistakesOfOneExerciseApart) {
  EXPECT_THAT(groups({in_first, in_first, in_second}), ElementsAre(ElementsAre(0, 2), ElementsAre(1)));
}

// Is a mistake kept from an exercise that calls the function with it, directly or through another?
TEST(Grouping, FollowsCalls) {
  EXPECT_THAT(groups({in_first, in_reader}), ElementsAre(ElementsAre(0), ElementsAre(1)));
  const auto in_half = mistake("01.1", "number / 2");
  EXPECT_THAT(groups({in_half, in_reader}), ElementsAre(ElementsAre(0), ElementsAre(1)));
  EXPECT_THAT(groups({in_half, in_second}), ElementsAre(ElementsAre(0, 1)));
}

// And from one whose own mistake calls it?
TEST(Grouping, FollowsCallsThatAMistakeAdds) {
  EXPECT_THAT(groups({mistake("01.2", "twice(a)", "first(a)"), in_first}), ElementsAre(ElementsAre(0), ElementsAre(1)));
}

// Are templates and constants followed, too?
TEST(Grouping, FollowsTemplatesAndConstants) {
  const auto in_twice = mistake("01.1", "number + number");
  const auto in_most = mistake("01.3", "most = 9");
  EXPECT_THAT(groups({in_twice, in_second}), ElementsAre(ElementsAre(0), ElementsAre(1)));
  EXPECT_THAT(groups({in_most, in_second}), ElementsAre(ElementsAre(0), ElementsAre(1)));
}

// Is a mistake alone where it cannot be known what it reaches?
TEST(Grouping, LeavesAloneWhatItCannotJudge) {
  EXPECT_THAT(groups({mistake("01.1", "#include \"x.hpp\""), in_second}), ElementsAre(ElementsAre(0), ElementsAre(1)));
  EXPECT_THAT(groups({mistake("01.1", "one.first > other.first"), in_second}),
              ElementsAre(ElementsAre(0), ElementsAre(1)));
  const auto of_no_part = mistake("01.4", "half(a)");
  EXPECT_THAT(groups({of_no_part, in_second}), ElementsAre(ElementsAre(0), ElementsAre(1)));
}

}  // namespace
