// What the timeline makes of many steps.
#include "exam/timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exam/peer.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// A call that failed with EINTR, or came back with 0.
void add(exam::Timeline& timeline, const std::string& text, int error = 0) {
  exam::Call call;
  call.text = text;
  timeline.settle(timeline.add(call), 0, error);
}

// Are rounds that repeat told once, with their number, and what differs left alone?
TEST(Timeline, FoldsRoundsThatRepeat) {
  exam::Timeline timeline;
  add(timeline, "socket()");
  for (int i = 0; i < 29; ++i) {
    add(timeline, "poll()");
    add(timeline, "recv()", EINTR);
  }
  for (int i = 0; i < 5; ++i) add(timeline, "close()");
  add(timeline, "send()");
  add(timeline, "send()");
  add(timeline, "send()", EINTR);
  EXPECT_THAT(timeline.lines(),
              ElementsAre(StartsWith("socket()"), StartsWith("poll()"), HasSubstr("recv() = -1 EINTR"),
                          "  … these 2 lines 28 times more", StartsWith("close()"), "  … this line 4 times more",
                          StartsWith("send() = 0"), StartsWith("send() = 0"), StartsWith("send() = -1")));
}

// Is a long timeline that does not repeat itself cut in its middle, and the number of lines right?
TEST(Timeline, LeavesOutTheMiddle) {
  exam::Timeline timeline;
  for (int i = 0; i < 100; ++i) add(timeline, "call" + std::to_string(i) + "()");
  const auto lines = timeline.lines(11);
  ASSERT_EQ(lines.size(), 11U);
  EXPECT_EQ(lines[5], "  … 90 lines left out …");
  EXPECT_THAT(lines[4], StartsWith("call4()"));
  EXPECT_THAT(lines[6], StartsWith("call95()"));
}

// Is an address whose length was never set told to be so?
TEST(Address, TellsOfALengthThatIsWrong) {
  lab::Address address = exam::fresh_loopback();
  EXPECT_THAT(exam::to_text(address), StartsWith("127."));
  address.length = 0;
  EXPECT_EQ(exam::to_text(address), "an address of AF_INET whose length is 0, not 16");
}

}  // namespace
