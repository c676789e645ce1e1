// How far a class is: is what Ninja prints understood, wherever it is cut, and is the rest of the time told?
#include "engine/class_progress.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace std::chrono_literals;
using engine::ClassProgress;

struct Shown {
  std::vector<std::string> lines;
  ClassProgress progress{
      [this](const std::string& line, bool is_state) { lines.push_back((is_state ? "" : "! ") + line); },
      ClassProgress::Clock::time_point{}};
  void take(std::string_view bytes, std::chrono::seconds at) {
    progress.take(bytes, ClassProgress::Clock::time_point{} + at);
  }
};

// Does it tell how many are done, of how many, and about how long the others will take?
TEST(ClassProgress, TellsWhatIsLeft) {
  Shown shown;
  shown.take("[3/12] roe 04\n", 30s);
  shown.take("[12/12] [1/2] 04\n", 100s);
  EXPECT_EQ(shown.lines, (std::vector<std::string>{"[3 of 12, about 2 min left] roe 04", "[12 of 12] [1/2] 04"}));
}

// Is a line that comes in pieces one line?
TEST(ClassProgress, WaitsForTheEndOfALine) {
  Shown shown;
  for (const char* piece : {"[1", "/3] ro", "e 04\nFAI", "LED: x\n"}) shown.take(piece, 10s);
  EXPECT_EQ(shown.lines, (std::vector<std::string>{"[1 of 3, about 20 s left] roe 04", "! FAILED: x"}));
}

// Is what is no state shown as it is, nonsense too?
TEST(ClassProgress, PassesOnWhatElseIsPrinted) {
  Shown shown;
  shown.take("[0/0] x\n[5/4] x\n[a/b] x\n", 1s);
  EXPECT_EQ(shown.lines, (std::vector<std::string>{"! [0/0] x", "! [5/4] x", "! [a/b] x"}));
}

// Is a time rounded as people say it, never down?
TEST(About, RoundsUp) {
  EXPECT_EQ(engine::about(0s), "about 0 s");
  EXPECT_EQ(engine::about(41s), "about 50 s");
  EXPECT_EQ(engine::about(51s), "about 1 min");
  EXPECT_EQ(engine::about(61s), "about 2 min");
  EXPECT_EQ(engine::about(60min), "about 1 h");
  EXPECT_EQ(engine::about(121min), "about 2 h 10 min");
}

}  // namespace
