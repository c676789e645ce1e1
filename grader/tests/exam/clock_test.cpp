// The student's clock: does time pass without being waited for, exactly, and for whatever code waits with?
#include <chrono>

#include "exam/test.hpp"
#include "exam/verdict.hpp"
#include "odd.hpp"

namespace {

using namespace std::chrono_literals;
using namespace exam;

struct StoppedClock : exam::Test {
  DatagramPeer here = datagram_peer();
  lab::Fd there = datagram_socket();
};

TEST_F(StoppedClock, EveryWaitTakesItsTimeAndNoMore) {
  ask("Does an hour pass at once, and does the code's own clock say that it was an hour, however it waits?");
  student.stop_the_clock();
  for (const auto how :
       {odd::Wait::poll, odd::Wait::ppoll_with_mask, odd::Wait::select, odd::Wait::epoll, odd::Wait::receive_timeout,
        odd::Wait::sleep, odd::Wait::sleep_until, odd::Wait::nanosleep, odd::Wait::timerfd, odd::Wait::read_timer}) {
    EXPECT_EQ(*student.call<&odd::measure_wait>(there, 3'600'000, how), 3'600'000) << static_cast<int>(how);
  }
  EXPECT_EQ(student.elapsed(), 10h);
}

TEST_F(StoppedClock, TimePassesOnceTheOtherThreadHasEnded) {
  ask("Does a wait take its time that begins while another thread computes, which then ends without a call?");
  student.stop_the_clock();
  EXPECT_EQ(*student.call<&odd::measure_wait>(there, 1'000, odd::Wait::poll_beside_a_thread), 1'000);
}

TEST_F(StoppedClock, AllClocksAgree) {
  ask("Do all clocks show the same time, and time(2) the same seconds each time?");
  student.stop_the_clock();
  EXPECT_EQ(*student.call<&odd::all_clocks>(5'500), (std::vector{5'500, 5'500, 5'500, 5'000}));
  EXPECT_EQ(*student.call<&odd::all_clocks>(600), (std::vector{600, 600, 600, 1'000}));
}

TEST_F(StoppedClock, MovesByWhatTheTestSaysAndStopsWhereAWaitEnds) {
  ask("Does the clock move by just so much, and not past the end of a wait?");
  student.stop_the_clock();
  auto call = student.start<&odd::measure_wait>(there, 1'000, odd::Wait::poll);
  EXPECT_TRUE(student.pass(300ms));
  EXPECT_TRUE(student.pass(300ms));
  EXPECT_EQ(student.elapsed(), 600ms);
  EXPECT_FALSE(student.pass(700ms));
  EXPECT_EQ(*call.get(), 1'000);
  EXPECT_EQ(student.elapsed(), 1s);
}

TEST_F(StoppedClock, ADatagramComesWhenItIsSent) {
  ask("Does a wait end when something comes, and has just that time passed?");
  student.stop_the_clock();
  auto call = student.start<&odd::measure_wait>(there, 1'000, odd::Wait::poll);
  student.pass(400ms);
  here.send(local_address(there.get()), "x");
  EXPECT_EQ(*call.get(), 400);
}

TEST_F(StoppedClock, ASignalComesInTheMiddleOfAWait) {
  ask("Does a wait that is interrupted end there, and has just that time passed?");
  student.stop_the_clock();
  auto call = student.start<&odd::measure_wait>(there, 1'000, odd::Wait::poll);
  student.pass(400ms);
  EXPECT_TRUE(student.interrupt_now());
  EXPECT_EQ(*call.get(), 400);
}

TEST_F(StoppedClock, ARestartedWaitKeepsItsDeadline) {
  ask("Does code that waits for the rest of its time after each byte end when it should?");
  student.stop_the_clock();
  auto call = student.start<&odd::poll_until>(there, 1'000);
  int sent = 0;
  for (; student.pass(300ms) && sent < 100; ++sent) here.send(local_address(there.get()), "x");
  EXPECT_EQ(sent, 3);
  EXPECT_EQ(*call.get(), 4);
  EXPECT_EQ(student.elapsed(), 1s);
}

TEST_F(StoppedClock, StandsWhileTheCodeWorks) {
  ask("Does looking at the clock cost nothing?");
  student.stop_the_clock();
  student.call<&odd::look_until>(0);
  EXPECT_EQ(student.elapsed(), 0ns);
}

TEST_F(StoppedClock, MovesForCodeThatOnlyLooks) {
  ask("Does a loop that waits by looking at the clock end?");
  student.stop_the_clock();
  EXPECT_LT(*student.call<&odd::look_until>(1'000), 1'200);
}

TEST_F(StoppedClock, IsNoPartOfTheTimeline) {
  ask("Is looking at the clock left out of the timeline, and of the faults of any call?");
  student.stop_the_clock();
  student.fail(Syscall::any, nth(1), EIO);
  EXPECT_LT(*student.call<&odd::look_until>(50), 160);
  EXPECT_TRUE(student.calls().empty());
}

TEST_F(StoppedClock, EndlessLookingEnds) {
  ask("Is code that looks at the clock for ever stopped?");
  student.at_most(1000);
  EXPECT_THROW(student.call<&odd::look_at_the_clock_for_ever>(), TimedOut);
  current_notes().verdict = Verdict::passed;
}

TEST_F(StoppedClock, AWaitWithoutALimitIsStillNoticed) {
  ask("Is a wait for nothing told while the clock is stopped?");
  student.stop_the_clock();
  auto reply = student.start<&odd::read_once>(there, 1);
  EXPECT_THROW(reply.get(), TimedOut);
  current_notes().verdict = Verdict::passed;
}

struct RunningClock : exam::Test {};

TEST_F(RunningClock, IsEverybodysClock) {
  ask("Does time pass as it does when nobody has stopped the clock?");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_GE(*student.call<&odd::measure_wait>(0, 20, odd::Wait::sleep), 20);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 20ms);
}

}  // namespace
