// 01.4 send_all.
#pragma once

#include "common.hpp"

namespace hidden {

struct SendAll : exam::Test {};

TEST_F(SendAll, KeepsItsPlaceWhenItIsInterrupted) {
  ask("Is what was sent before an interruption sent once, and only once?", interruptions);
  auto [here, there] = stream_pair();
  student.shorten(Syscall::send, nth(1), 4);
  student.interrupt(Syscall::send, nth(2));
  student.shorten(Syscall::send, nth(3), 2);
  EXPECT_TRUE(returned(student.call<&lab::send_all>(there, "all of it")));
  EXPECT_EQ(here.receive(9), "all of it");
  EXPECT_EQ(here.waiting(), 0U) << "Bytes were sent twice.";
}

TEST_F(SendAll, SendsAnyBytesInAnyPieces) {
  ask("Do bytes of every value arrive, each once and in order, in whatever pieces the kernel takes them?", sending);
  auto [here, there] = stream_pair();
  const std::string bytes = "\0\0begin"s + random_bytes(random(), 400);
  student.shorten(Syscall::send, every(), 1 + random()() % 9);
  EXPECT_TRUE(returned(student.call<&lab::send_all>(there, bytes)));
  EXPECT_EQ(here.receive(bytes.size()), bytes);
  EXPECT_EQ(here.waiting(), 0U) << "Bytes were sent twice.";
}

TEST_F(SendAll, WaitsForASlowPeer) {
  ask("Does send_all wait while the peer reads slowly, and leave the process's signal handling alone?", sending);
  auto [here, there] = stream_pair();
  const int small = 1 << 16;
  ::setsockopt(there.get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  const std::string bytes = random_bytes(random(), 1 << 20);  // more than both queues hold
  const std::string signals = student.signal_handling();
  auto call = student.start<&lab::send_all>(there, bytes);
  student.until_it_waits();
  EXPECT_EQ(student.signal_handling(), signals);
  EXPECT_TRUE(here.receive(bytes.size()) == bytes) << "What arrived is not what was to be sent.";
  EXPECT_TRUE(returned(call.get()));
}

TEST_F(SendAll, SendsTheLastByteToo) {
  ask("Is a single byte sent, and the one that a partial send left?", sending);
  auto [here, there] = stream_pair();
  EXPECT_TRUE(returned(student.call<&lab::send_all>(there, "1")));
  student.shorten(Syscall::send, every(), 1);
  EXPECT_TRUE(returned(student.call<&lab::send_all>(there, "23")));
  EXPECT_EQ(here.receive(3), "123");
}

TEST_F(SendAll, SendsNothingWhenThereIsNothing) {
  ask("Is sending nothing no failure?", sending);
  auto [here, there] = stream_pair();
  EXPECT_TRUE(returned(student.call<&lab::send_all>(there, "")));
  EXPECT_EQ(here.waiting(), 0U);
}

TEST_F(SendAll, ReachesAPeerThatHasEndedItsSide) {
  ask("Does send_all send to a peer that sends nothing more itself?", ending);
  auto [here, there] = stream_pair();
  here.end();
  EXPECT_TRUE(returned(student.call<&lab::send_all>(there, "still here?")));
  EXPECT_EQ(here.receive(11), "still here?")
      << "End of file from the peer means that it will not send; it may well read.";
}

TEST_F(SendAll, NoticesThatAPeerIsGone) {
  ask("Is a peer that closed a TCP connection noticed by the second send, without SIGPIPE?", dead_peer);
  auto [here, there] = stream_pair();
  here.close();
  ASSERT_TRUE(returned(student.call<&lab::send_all>(there, "one"))) << "The first send after a close still succeeds.";
  ASSERT_TRUE(comes(there.get(), POLLERR));  // the peer's reset
  EXPECT_TRUE(judge::nobody_receives(student.call<&lab::send_all>(there, "two")));
}

TEST_F(SendAll, LeavesSignalHandlingAndTheConnectionAlone) {
  ask("Does a dead peer leave the process's signal handling as it was, and the borrowed connection open?", dead_peer);
  auto [here, there] = unix_pair();
  here.close();
  const std::string signals = student.signal_handling();
  const auto outcome = student.call<&lab::send_all>(there, "anybody?");
  EXPECT_TRUE(judge::nobody_receives(outcome));
  EXPECT_EQ(student.signal_handling(), signals) << "MSG_NOSIGNAL silences one send, and nothing else.";
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

TEST_F(SendAll, AsksNotAgainAfterAnError) {
  ask("Is EINTR the only error after which send_all tries again?", errors);
  auto [here, there] = stream_pair();
  student.at_most(1000);
  student.interrupt(Syscall::send, nth(1));
  student.fail(Syscall::send, from(2), ECONNRESET);
  EXPECT_TRUE(judge::sending_failed(student.call<&lab::send_all>(there, "all of it"), ECONNRESET));
}

TEST_F(SendAll, ReportsAnErrorInTheMiddle) {
  ask("Is an error reported when a part was sent already?", errors);
  auto [here, there] = stream_pair();
  student.shorten(Syscall::send, nth(1), 2);
  student.fail(Syscall::send, from(2), ENOBUFS);
  EXPECT_TRUE(judge::sending_failed(student.call<&lab::send_all>(there, "all of it"), ENOBUFS));
  EXPECT_EQ(here.waiting(), 2U);
}

TEST_F(SendAll, TakesDescriptorZero) {
  ask("Is 0 a descriptor like any other?", descriptors);
  auto [here, there] = stream_pair();
  student.close_standard_input();  // now the connection is number 0
  EXPECT_TRUE(returned(student.call<&lab::send_all>(there, "zero")));
  EXPECT_EQ(here.receive(4), "zero");
}

}  // namespace hidden
