#include "watch/key.hpp"

#include <gtest/gtest.h>

namespace {

using watch::Key;
using watch::keys_in;

// Are several keys in one read all seen, capital letters too?
TEST(Keys, EveryByteIsAKey) {
  EXPECT_EQ(keys_in("nHq"), (std::vector{Key::next, Key::hint, Key::quit}));
  EXPECT_EQ(keys_in("y\r?"), (std::vector{Key::yes, Key::enter, Key::other}));
  EXPECT_TRUE(keys_in("").empty());
}

// Is an arrow one key, and no letter of its sequence another one?
TEST(Keys, ASequenceIsOneKey) {
  EXPECT_EQ(keys_in("\x1b[A\x1bOB"), (std::vector{Key::up, Key::down}));
  EXPECT_EQ(keys_in("\x1b[3~q"), (std::vector{Key::other, Key::quit}));  // Delete, then q
  EXPECT_EQ(keys_in("\x1b[1;5H"), (std::vector{Key::other}));
}

// Is a lone Escape, or a sequence that breaks off, harmless?
TEST(Keys, HalfASequenceIsHarmless) {
  EXPECT_EQ(keys_in("\x1b"), (std::vector{Key::other}));
  EXPECT_EQ(keys_in("\x1b["), (std::vector{Key::other}));
  EXPECT_EQ(keys_in("\x1b[1;5"), (std::vector{Key::other}));
}

}  // namespace
