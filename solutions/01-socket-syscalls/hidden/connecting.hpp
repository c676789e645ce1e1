// 01.3 connect_to.
#pragma once

#include "common.hpp"

namespace hidden {

struct ConnectTo : exam::Test {
  /// Gives the socket that connects the very address that it connects to: what the kernel's choice of a port does by
  /// chance.
  void let_it_find_itself(const lab::Address& server) {
    student.prepare(Syscall::connect, every(), [server](int socket) { ::bind(socket, server.get(), server.length); });
  }
  lab::Address closed_port6() {
    const exam::Listener gone = listener(exam::loopback6());
    return gone.address();
  }
};

TEST_F(ConnectTo, ConnectsOverIpv6) {
  ask("Does connect_to connect to an IPv6 address, too?", connecting);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const exam::Listener server = listener(exam::loopback6());
  auto connection = student.call<&lab::connect_to>(server.address());
  EXPECT_EQ(to_text(exam::remote_address(connection->get())), to_text(server.address()));
}

TEST_F(ConnectTo, WaitsUntilAnInterruptedConnectIsDone) {
  ask("Does connect_to wait for the end of a connect that was interrupted?", connecting);
  const exam::Listener server = listener(0);
  exam::Peer other = connect(server.address());  // the queue is full now: the kernel lets the next one wait
  ASSERT_TRUE(comes(server.descriptor(), POLLIN));
  student.interrupt(Syscall::connect, nth(1));
  auto call = student.start<&lab::connect_to>(server.address());
  if (student.until_it_waits()) return;
  call.get().value();
  ADD_FAILURE() << "It returned before the connection was there: wait with poll(2) until the socket is writable.";
}

TEST_F(ConnectTo, AsksHowAnInterruptedConnectEnded) {
  ask("Is an interrupted connect that fails later reported as failed?", connecting);
  student.interrupt(Syscall::connect, nth(1));
  const auto outcome = student.call<&lab::connect_to>(closed_port());
  EXPECT_TRUE(threw(outcome, "connect", ECONNREFUSED)) << "Writable does not mean connected: SO_ERROR tells.";
}

TEST_F(ConnectTo, LeavesNothingOpenAfterAnInterruption) {
  ask("Is the socket closed when an interrupted connect fails later?", descriptors);
  student.interrupt(Syscall::connect, nth(1));
  EXPECT_LE(student.call<&lab::connect_to>(closed_port()).leaked, 0) << keep_in_fd;
}

TEST_F(ConnectTo, MayBeInterruptedAgainWhileItWaits) {
  ask("May the wait for an interrupted connect be interrupted, too?", interruptions);
  const exam::Listener server = listener();
  student.interrupt(Syscall::connect, nth(1));
  student.interrupt(Syscall::wait, Which{1, 3});
  auto connection = student.call<&lab::connect_to>(server.address());
  EXPECT_EQ(to_text(exam::remote_address(connection->get())), to_text(server.address()));
}

TEST_F(ConnectTo, IsNeverItsOwnPeer) {
  ask("Is a socket that found itself as its own peer reported as ECONNREFUSED?", connecting);
  const lab::Address server = closed_port();
  let_it_find_itself(server);
  const auto outcome = student.call<&lab::connect_to>(server);
  EXPECT_TRUE(threw(outcome, "connect", ECONNREFUSED)) << "Compare both ends: getsockname(2), getpeername(2).";
  EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
}

TEST_F(ConnectTo, IsNeverItsOwnPeerOverIpv6) {
  ask("Is a socket that found itself reported as ECONNREFUSED over IPv6, too?", connecting);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const lab::Address server = closed_port6();
  let_it_find_itself(server);
  EXPECT_TRUE(threw(student.call<&lab::connect_to>(server), "connect", ECONNREFUSED));
}

TEST_F(ConnectTo, ReportsAFailedSocket) {
  ask("Is a failed socket(2) reported?", errors);
  student.fail(Syscall::socket, nth(1), ENFILE);
  EXPECT_TRUE(threw(student.call<&lab::connect_to>(closed_port()), "socket", ENFILE));
}

TEST_F(ConnectTo, ReportsOtherErrors) {
  ask("Is every error of connect(2) but EINTR reported at once?", errors);
  const exam::Listener server = listener();
  student.at_most(1000);
  student.fail(Syscall::connect, every(), ENETUNREACH);
  const auto outcome = student.call<&lab::connect_to>(server.address());
  EXPECT_TRUE(threw(outcome, "connect", ENETUNREACH));
  EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
}

TEST_F(ConnectTo, ReportsTheFirstErrorWhenClosingFailsToo) {
  ask("Is the errno reported that of connect(2), whatever close(2) does to errno afterwards?", errors);
  student.interrupt(Syscall::close, Which{1, 5});
  EXPECT_TRUE(threw(student.call<&lab::connect_to>(closed_port()), "connect", ECONNREFUSED));
  EXPECT_FALSE(closed_again(student)) << is_gone;
}

TEST_F(ConnectTo, IsCloseOnExec) {
  ask("Is the connection closed on exec?", descriptors);
  const exam::Listener server = listener();
  const auto outcome = student.call<&lab::connect_to>(server.address());
  EXPECT_TRUE(returned(outcome));
  EXPECT_EQ(outcome.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
}

TEST_F(ConnectTo, TakesDescriptorZero) {
  ask("Is 0 a descriptor like any other?", descriptors);
  const exam::Listener server = listener();
  student.close_standard_input();
  auto connection = student.call<&lab::connect_to>(server.address());
  EXPECT_EQ(to_text(exam::remote_address(connection->get())), to_text(server.address()));
}

}  // namespace hidden
