// 01.7 exchange.
#pragma once

#include "common.hpp"

namespace hidden {

struct Exchange : exam::Test {
  using Call = exam::Running<&lab::exchange>;
};

TEST_F(Exchange, ReturnsALongAnswerWhole) {
  ask("Is a long answer of any bytes whole?", receiving);
  auto [here, there] = stream_pair();
  const std::string answer = "\0"s + random_bytes(random(), 65'535);
  auto call = student.start<&lab::exchange>(there, "question");
  EXPECT_EQ(here.receive_all(), "question");
  here.send(answer);
  here.end();
  EXPECT_TRUE(judge::as_text(*call.get()) == answer) << "What was returned is not what was sent.";
}

TEST_F(Exchange, SendsTheWholeRequest) {
  ask("Is the request whole when the kernel takes it in pieces?", sending);
  auto [here, there] = stream_pair();
  const std::string request = "\0"s + random_bytes(random(), 99);
  student.shorten(Syscall::send, every(), 30);
  auto call = student.start<&lab::exchange>(there, request);
  EXPECT_EQ(here.receive_all(), request);
  EXPECT_TRUE(here.ended());
  here.end();
  EXPECT_TRUE(returned(call.get()));
}

TEST_F(Exchange, GoesOnAfterInterruptions) {
  ask("Does exchange go on after interruptions?", interruptions);
  auto [here, there] = stream_pair();
  student.interrupt(Syscall::send, nth(1));
  student.interrupt(Syscall::recv, Which{1, 2});
  student.interrupt(Syscall::wait, nth(1));
  auto call = student.start<&lab::exchange>(there, "question");
  EXPECT_EQ(here.receive_all(), "question");
  here.send("answer");
  here.end();
  EXPECT_EQ(judge::as_text(*call.get()), "answer");
}

TEST_F(Exchange, ReturnsNothingWhenNothingComes) {
  ask("Is an empty answer an empty answer?", ending);
  auto [here, there] = stream_pair();
  here.end();
  auto outcome = student.call<&lab::exchange>(there, "question");
  EXPECT_EQ(judge::as_text(*outcome), "");
  EXPECT_EQ(here.receive_all(), "question");
}

TEST_F(Exchange, LeavesNothingUnread) {
  ask("Was everything read when exchange returns?", ending);
  auto [here, there] = stream_pair();
  auto call = student.start<&lab::exchange>(there, "question");
  EXPECT_EQ(here.receive_all(), "question");
  here.send("line one\r\n");
  here.send("\r\n");
  here.send(std::string(10'000, 'x'));
  here.end();
  EXPECT_EQ(call.get()->size(), 10'012U);
  there.reset();  // with unread data this would be a reset, not an end
  EXPECT_TRUE(comes(here.descriptor(), POLLRDHUP));
  EXPECT_EQ(exam::option(here.descriptor(), SOL_SOCKET, SO_ERROR), 0) << "The connection was reset.";
}

TEST_F(Exchange, LeavesTheConnectionOpen) {
  ask("Is the connection still open afterwards, for the one who lent it?", descriptors);
  auto [here, there] = stream_pair();
  here.send("answer");
  here.end();
  const auto outcome = student.call<&lab::exchange>(there, "question");
  EXPECT_TRUE(returned(outcome));
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

TEST_F(Exchange, ReportsAResetInTheAnswer) {
  ask("Is an answer that ends in a reset an error, and not an answer?", errors);
  auto [here, there] = stream_pair();
  auto call = student.start<&lab::exchange>(there, "question");
  EXPECT_EQ(here.receive_all(), "question");
  EXPECT_TRUE(here.trickle("ans"));
  here.reset();
  const auto outcome = call.get();
  EXPECT_TRUE(judge::receiving_failed(outcome, ECONNRESET));
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

TEST_F(Exchange, ReportsAFailedShutdown) {
  ask("Is a failed shutdown(2) reported?", errors);
  auto [here, there] = stream_pair();
  here.end();
  student.fail(Syscall::shutdown, nth(1), ENOTCONN);
  EXPECT_TRUE(threw(student.call<&lab::exchange>(there, "question"), "shutdown", ENOTCONN));
}

TEST_F(Exchange, SurvivesADeadPeer) {
  ask("Is a dead peer an exception, and not the end of the process?", dead_peer);
  auto [here, there] = unix_pair();
  here.close();
  const std::string signals = student.signal_handling();
  const auto outcome = student.call<&lab::exchange>(there, "question");
  EXPECT_TRUE(judge::nobody_receives(outcome));
  EXPECT_EQ(student.signal_handling(), signals);
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

}  // namespace hidden
