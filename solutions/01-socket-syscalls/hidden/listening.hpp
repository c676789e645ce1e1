// 01.1 open_listener, 01.2 accept_connection.
#pragma once

#include "common.hpp"

namespace hidden {

struct OpenListener : exam::Test {
  /// One call fails; it is to be reported, and nothing may stay open.
  void expect_reported(Syscall kind, const char* call, int error) {
    student.fail(kind, nth(1), error);
    const auto outcome = student.call<&lab::open_listener>(exam::fresh_loopback(), 8);
    EXPECT_TRUE(threw(outcome, call, error));
    EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
  }
};

TEST_F(OpenListener, ListensOnIpv6) {
  ask("Does open_listener listen at an IPv6 address, too?", listening);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  auto outcome = student.call<&lab::open_listener>(exam::loopback6(), 8);
  const lab::Address bound = exam::local_address(outcome->get());
  EXPECT_EQ(judge::host_of(bound), judge::host_of(exam::loopback6()));
  EXPECT_EQ(exam::option(outcome->get(), SOL_SOCKET, SO_ACCEPTCONN), 1);
}

TEST_F(OpenListener, TakesThePortThatItWasGiven) {
  ask("Does open_listener listen at the port that it was given?", listening);
  const lab::Address where = closed_port();
  auto outcome = student.call<&lab::open_listener>(where, 8);
  EXPECT_EQ(to_text(exam::local_address(outcome->get())), to_text(where));
}

TEST_F(OpenListener, GivesEachOfTwoAPortOfItsOwn) {
  ask("Can two listeners be open at one address when the kernel chooses the ports?", listening);
  const lab::Address where = exam::fresh_loopback();
  auto first = student.call<&lab::open_listener>(where, 8);
  auto second = student.call<&lab::open_listener>(where, 8);
  EXPECT_NE(to_text(exam::local_address(first->get())), to_text(exam::local_address(second->get())));
}

TEST_F(OpenListener, HandsTheBacklogOn) {
  ask("Is the listener's queue as long as `backlog` says?", listening);
  for (const int backlog : {7, 1, 0, 33}) {
    auto outcome = student.call<&lab::open_listener>(exam::fresh_loopback(), backlog);
    EXPECT_EQ(backlog_of(outcome->get()), backlog) << "listen(2) gets the backlog as it is.";
  }
}

TEST_F(OpenListener, StartsAgainWhileOldConnectionsLinger) {
  ask("Can a server start again at once, while connections of the one before are in TIME_WAIT?", listening);
  lab::Address where;
  {
    auto listener = student.call<&lab::open_listener>(exam::fresh_loopback(), 8);
    where = exam::local_address(listener->get());
    exam::Peer client = connect(where);
    ASSERT_TRUE(comes(listener->get(), POLLIN));
    lab::Fd(::accept4(listener->get(), nullptr, nullptr, SOCK_CLOEXEC)).reset();  // the server's side ends first
    EXPECT_EQ(client.receive_all(), "");
  }
  EXPECT_TRUE(returned(student.call<&lab::open_listener>(where, 8))) << "SO_REUSEADDR, before bind(2), allows it.";
}

TEST_F(OpenListener, ReportsAFailedSocket) {
  ask("Is a failed socket(2) reported?", errors);
  expect_reported(Syscall::socket, "socket", EMFILE);
}

TEST_F(OpenListener, ReportsAFailedSetsockopt) {
  ask("Is a failed setsockopt(2) reported, and the socket closed?", errors);
  expect_reported(Syscall::setsockopt, "setsockopt", ENOMEM);
}

TEST_F(OpenListener, ReportsAFailedBind) {
  ask("Is a failed bind(2) reported, and the socket closed?", errors);
  expect_reported(Syscall::bind, "bind", EACCES);
}

TEST_F(OpenListener, ReportsAFailedListen) {
  ask("Is a failed listen(2) reported, and the socket closed?", errors);
  expect_reported(Syscall::listen, "listen", EADDRINUSE);
}

TEST_F(OpenListener, ReportsTheFirstErrorWhenClosingFailsToo) {
  ask("Is the errno reported that of the call that failed, whatever close(2) does to errno afterwards?", errors);
  student.fail(Syscall::bind, every(), EACCES);
  student.interrupt(Syscall::close, nth(1));
  EXPECT_TRUE(threw(student.call<&lab::open_listener>(exam::fresh_loopback(), 8), "bind", EACCES));
  student.fail(Syscall::close, nth(1), EIO);
  EXPECT_TRUE(threw(student.call<&lab::open_listener>(exam::fresh_loopback(), 8), "bind", EACCES));
}

TEST_F(OpenListener, ClosesOnlyOnce) {
  ask("Is close(2) called once, even when it says EINTR?", descriptors);
  student.fail(Syscall::listen, every(), EADDRINUSE);
  student.interrupt(Syscall::close, Which{1, 5});
  const auto outcome = student.call<&lab::open_listener>(exam::fresh_loopback(), 8);
  EXPECT_TRUE(threw(outcome, "listen", EADDRINUSE));
  EXPECT_FALSE(closed_again(student)) << is_gone;
}

TEST_F(OpenListener, TakesDescriptorZero) {
  ask("Is 0 a descriptor like any other?", descriptors);
  student.close_standard_input();
  auto outcome = student.call<&lab::open_listener>(exam::fresh_loopback(), 8);
  EXPECT_EQ(exam::option(outcome->get(), SOL_SOCKET, SO_ACCEPTCONN), 1);
}

struct AcceptConnection : exam::Test {};

TEST_F(AcceptConnection, GivesAnIpv6AddressItsTrueLength) {
  ask("Is the peer's address whole when it is an IPv6 address?", accepting);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const exam::Listener listener = this->listener(exam::loopback6());
  exam::Peer client = connect(listener.address());
  auto accepted = student.call<&lab::accept_connection>(listener.fd());
  EXPECT_EQ(to_text(accepted->peer), to_text(client.address()));
  EXPECT_EQ(accepted->peer.length, sizeof(sockaddr_in6));
}

TEST_F(AcceptConnection, GivesAnIpv4AddressItsTrueLength) {
  ask("Is the length that of the address, not that of the room for it?", accepting);
  const exam::Listener listener = this->listener();
  exam::Peer client = connect(listener.address());
  auto accepted = student.call<&lab::accept_connection>(listener.fd());
  EXPECT_EQ(accepted->peer.length, sizeof(sockaddr_in));
}

TEST_F(AcceptConnection, GivesAnyAddressItsTrueLength) {
  ask("Is an address of any length whole, with its true length?", accepting);
  const lab::Fd listener = unix_listener();
  for (const std::size_t name_size : {0U, 100U, 20U}) {
    const lab::Fd client = unix_client(listener, name_size);
    auto accepted = student.call<&lab::accept_connection>(listener);
    const lab::Address expected = exam::local_address(client.get());
    EXPECT_EQ(accepted->peer.length, expected.length);
    EXPECT_EQ(to_text(accepted->peer), to_text(expected));
  }
}

TEST_F(AcceptConnection, WaitsOnAfterManyInterruptions) {
  ask("Does accept_connection wait on however often it is interrupted?", interruptions);
  const exam::Listener listener = this->listener();
  exam::Peer client = connect(listener.address());
  student.interrupt(Syscall::accept, Which{1, 5});
  student.interrupt(Syscall::wait, Which{1, 5});
  auto accepted = student.call<&lab::accept_connection>(listener.fd());
  EXPECT_EQ(to_text(accepted->peer), to_text(client.address()));
}

TEST_F(AcceptConnection, ReportsOtherErrors) {
  ask("Is every other error of accept(2) reported at once?", errors);
  const exam::Listener listener = this->listener();
  exam::Peer client = connect(listener.address());
  student.at_most(1000);
  student.fail(Syscall::accept, nth(1), EINTR);
  student.fail(Syscall::accept, from(2), EMFILE);
  const auto outcome = student.call<&lab::accept_connection>(listener.fd());
  EXPECT_TRUE(judge::accepting_failed(outcome, EMFILE));
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

TEST_F(AcceptConnection, IsCloseOnExec) {
  ask("Is the connection closed on exec? (It does not take that over from the listener.)", descriptors);
  const exam::Listener listener = this->listener();
  exam::Peer client = connect(listener.address());
  const auto outcome = student.call<&lab::accept_connection>(listener.fd());
  EXPECT_TRUE(returned(outcome));
  EXPECT_EQ(outcome.inherited, 0) << "accept4(2) takes SOCK_CLOEXEC.";
}

TEST_F(AcceptConnection, TakesDescriptorZero) {
  ask("Is 0 a descriptor like any other?", descriptors);
  const exam::Listener listener = this->listener();
  exam::Peer client = connect(listener.address());
  student.close_standard_input();  // now the listener is number 0
  auto first = student.call<&lab::accept_connection>(listener.fd());
  EXPECT_EQ(to_text(exam::remote_address(first->connection.get())), to_text(client.address()));
}

}  // namespace hidden
