// 03.6 Reassembler.
#pragma once

#include <set>

#include "common.hpp"

namespace hidden {

struct Reassembler : fixtures::Reassembler {};

TEST_F(Reassembler, KeepsTheFirstOfTwo) {
  ask("When a number comes twice before its turn, does the first one count?", order);
  const Stream stream = this->stream(0, 8);
  EXPECT_TRUE(push(stream, 1, "first"));
  EXPECT_FALSE(push(stream, 1, "second"));
  push(stream, 0, ".");
  EXPECT_EQ(take(stream), ".first");
}

TEST_F(Reassembler, NeedsNoTakingToGoOn) {
  ask("Does the window move on though nobody takes the bytes?", order);
  const Stream stream = this->stream(0, 2);
  std::string expected;
  for (std::uint32_t i = 0; i < 100; ++i) {
    EXPECT_TRUE(push(stream, i, std::to_string(i)));
    expected += std::to_string(i);
  }
  EXPECT_EQ(take(stream), expected);
}

TEST_F(Reassembler, TakesNothingWithoutAWindow) {
  ask("Does a window of 0 take nothing?", order);
  const Stream stream = this->stream(0, 0);
  EXPECT_FALSE(push(stream, 0, "a"));
  EXPECT_EQ(missing(stream), 0U);
}

TEST_F(Reassembler, GoesRound) {
  ask("Does 0 come after 4,294,967,295, in order and out of order?", order);
  const Stream stream = this->stream(0xFFFFFFFEU, 8);
  EXPECT_TRUE(push(stream, 1, "d"));
  EXPECT_TRUE(push(stream, 0xFFFFFFFFU, "b"));
  EXPECT_FALSE(push(stream, 0xFFFFFFFDU, "x"));
  EXPECT_TRUE(push(stream, 0, "c"));
  EXPECT_TRUE(push(stream, 0xFFFFFFFEU, "a"));
  EXPECT_EQ(take(stream), "abcd");
  EXPECT_EQ(missing(stream), 2U);
  EXPECT_FALSE(push(stream, 0xFFFFFFFFU, "late"));
}

TEST_F(Reassembler, TakesTheWidestWindow) {
  ask("Does a window of half of all numbers take what lies ahead, and pass over what lies behind?", order);
  const Stream stream = this->stream(0xC0000000U, 0x80000000U);
  EXPECT_TRUE(push(stream, 0x3FFFFFFFU, "the last"));
  EXPECT_FALSE(push(stream, 0x40000000U, "one too far"));
  EXPECT_FALSE(push(stream, 0xBFFFFFFFU, "one before"));
}

TEST_F(Reassembler, TakesBytesOfEveryValue) {
  ask("Do bytes of every value come through?", order);
  const Stream stream = this->stream(0, 8);
  const std::string bytes = "\0"s + random_bytes(random(), 9'999);
  push(stream, 0, bytes);
  EXPECT_TRUE(take(stream) == bytes);
}

TEST_F(Reassembler, MakesTheStreamOfAnyNetworksDatagrams) {
  ask("Whatever a network loses, repeats and reorders: is the stream what was sent, as far as it came?", order);
  std::mt19937_64& random = this->random();
  for (int round = 0; round < 15; ++round) {
    const auto first = static_cast<std::uint32_t>(100 + random() % 1'000'000'000);
    const std::size_t window = 1 + static_cast<std::size_t>(round);
    const Stream stream = this->stream(first, window);
    std::set<std::uint32_t> kept;  // by their distance from the first
    std::uint32_t next = 0;
    std::string expected;
    std::string got;
    for (int i = 0; i < 80; ++i) {
      const auto distance = static_cast<std::uint32_t>(next + random() % (window + 3)) - (random() % 4 == 0 ? 2U : 0U);
      const bool is_new = distance - next < window && !kept.contains(distance);
      const auto bytes = [](std::uint32_t which) {
        return std::string(which % 5, static_cast<char>('a' + which % 26));
      };
      ASSERT_EQ(push(stream, first + distance, bytes(distance)), is_new) << "number " << first + distance;
      if (is_new) kept.insert(distance);
      for (; kept.contains(next); ++next) expected += bytes(next);
      ASSERT_EQ(missing(stream), first + next);
      if (random() % 3 == 0) got += take(stream);
    }
    ASSERT_EQ(got + take(stream), expected);
  }
}

}  // namespace hidden
