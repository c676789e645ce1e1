// 01.5 receive_exactly.
#pragma once

#include "common.hpp"

namespace hidden {

struct ReceiveExactly : exam::Test {};

TEST_F(ReceiveExactly, AsksNotAgainAfterTheEnd) {
  ask("Is 0 from recv(2) the end, and not a reason to ask again?", ending);
  auto [here, there] = stream_pair();
  here.end();
  student.at_most(1000);
  auto outcome = student.call<&lab::receive_exactly>(there, room(4));
  EXPECT_FALSE(*outcome);
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

TEST_F(ReceiveExactly, KeepsItsPlaceWhenItIsInterrupted) {
  ask("Does what came before an interruption stay where it is?", interruptions);
  auto [here, there] = stream_pair();
  student.shorten(Syscall::recv, nth(1), 2);
  student.interrupt(Syscall::recv, Which{2, 3});
  here.send("abcdef");
  auto outcome = student.call<&lab::receive_exactly>(there, room(6));
  EXPECT_TRUE(*outcome);
  EXPECT_EQ(outcome.bytes, "abcdef");
}

TEST_F(ReceiveExactly, TakesAnyBytesInAnyPieces) {
  ask("Do bytes of every value come in, NUL included, in whatever pieces they come?", receiving);
  auto [here, there] = stream_pair();
  const std::string bytes = "\0\0begin"s + random_bytes(random(), 2000) + "\0"s;
  student.shorten(Syscall::recv, every(), 1 + random()() % 99);
  auto call = student.start<&lab::receive_exactly>(there, room(bytes.size()));
  here.send(bytes);
  auto outcome = call.get();
  EXPECT_TRUE(*outcome);
  EXPECT_EQ(outcome.bytes, bytes);
}

TEST_F(ReceiveExactly, FillsNoBytesWithoutWaiting) {
  ask("Is an empty buffer full at once?", receiving);
  auto [here, there] = stream_pair();
  EXPECT_TRUE(*student.call<&lab::receive_exactly>(there, room(0)));
}

TEST_F(ReceiveExactly, ReportsAReset) {
  ask("Is a reset an error, and not the end of the stream?", errors);
  auto [here, there] = stream_pair();
  auto call = student.start<&lab::receive_exactly>(there, room(4));
  student.until_it_waits();
  here.reset();
  const auto outcome = call.get();
  EXPECT_TRUE(judge::receiving_failed(outcome, ECONNRESET));
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

TEST_F(ReceiveExactly, AsksNotAgainAfterAnError) {
  ask("Is EINTR the only error after which receive_exactly tries again?", errors);
  auto [here, there] = stream_pair();
  here.send("abcd");
  student.at_most(1000);
  student.interrupt(Syscall::recv, nth(1));
  student.fail(Syscall::recv, from(2), ECONNRESET);
  EXPECT_TRUE(judge::receiving_failed(student.call<&lab::receive_exactly>(there, room(4)), ECONNRESET));
}

TEST_F(ReceiveExactly, ReportsAnErrorInTheMiddle) {
  ask("Is -1 from recv(2) an error, and not a count?", errors);
  auto [here, there] = stream_pair();
  here.send("abcd");
  student.shorten(Syscall::recv, nth(1), 2);
  student.fail(Syscall::recv, nth(2), ENOMEM);
  EXPECT_TRUE(judge::receiving_failed(student.call<&lab::receive_exactly>(there, room(4)), ENOMEM));
}

TEST_F(ReceiveExactly, TakesDescriptorZero) {
  ask("Is 0 a descriptor like any other?", descriptors);
  auto [here, there] = stream_pair();
  student.close_standard_input();  // now the connection is number 0
  here.send("zero");
  auto outcome = student.call<&lab::receive_exactly>(there, room(4));
  EXPECT_TRUE(*outcome);
  EXPECT_EQ(outcome.bytes, "zero");
}

}  // namespace hidden
