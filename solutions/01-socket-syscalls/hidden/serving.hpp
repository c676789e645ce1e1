// 01.8 serve_echo.
#pragma once

#include "common.hpp"

namespace hidden {

struct ServeEcho : exam::Test {
  /// The client says something, ends its side, and is to hear it all again, then the end.
  static void expect_echo(exam::Peer& client, const std::string& words) {
    client.send(words);
    client.end();
    EXPECT_TRUE(client.receive_all() == words) << "What came back is not what was sent.";
    EXPECT_TRUE(client.ended()) << "No end came: every copy of the connection's descriptor is to be closed.";
    EXPECT_EQ(client.error(), 0) << "The connection was closed while there was something to read.";
  }
  void expect_two_served() {
    auto call = student.start<&lab::serve_echo>(there.fd(), 2);
    for (int i = 0; i < 2; ++i) {
      exam::Peer client = connect(there.address());
      expect_echo(client, "hello");
    }
    EXPECT_EQ(call.get()->size(), 2U);
  }
  const exam::Listener there = listener();
};

TEST_F(ServeEcho, EndsEachConnectionBeforeTheNext) {
  ask("Is a connection closed when its client is served, and not only at the end?", serving);
  auto call = student.start<&lab::serve_echo>(there.fd(), 2);
  exam::Peer first = connect(there.address());
  expect_echo(first, "first");
  exam::Peer second = connect(there.address());
  expect_echo(second, "second");
  auto outcome = call.get();
  EXPECT_EQ(outcome->size(), 2U);
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

TEST_F(ServeEcho, AcceptsNoMoreThanItWasAskedFor) {
  ask("Do clients beyond the last one stay in the queue?", serving);
  exam::Peer first = connect(there.address());
  exam::Peer second = connect(there.address());
  ASSERT_TRUE(comes(there.descriptor(), POLLIN));
  EXPECT_TRUE(student.call<&lab::serve_echo>(there.fd(), 0)->empty());
  auto call = student.start<&lab::serve_echo>(there.fd(), 1);
  expect_echo(first, "first");
  EXPECT_EQ(call.get()->size(), 1U);
  EXPECT_TRUE(there.has_connection());
}

TEST_F(ServeEcho, SendsBackAnyBytesInAnyPieces) {
  ask("Do all bytes come back, in whatever pieces the kernel takes them?", serving);
  exam::Peer client = connect(there.address());
  student.shorten(Syscall::send, every(), 700);
  client.send("\0"s + random_bytes(random(), 4'999));
  const std::string rest = random_bytes(random(), 5'000);
  auto call = student.start<&lab::serve_echo>(there.fd(), 1);
  client.receive(5'000);
  expect_echo(client, rest);
  EXPECT_EQ(call.get()->size(), 1U);
}

TEST_F(ServeEcho, SendsBackEveryByte) {
  ask("Do bytes of every value come back, as many as were sent?", serving);
  exam::Peer client = connect(there.address());
  auto call = student.start<&lab::serve_echo>(there.fd(), 1);
  expect_echo(client, "\0"s + random_bytes(random(), 9'999));
  EXPECT_EQ(call.get()->size(), 1U);
}

TEST_F(ServeEcho, GoesOnAfterInterruptions) {
  ask("Does serve_echo go on after interruptions?", interruptions);
  for (const Syscall kind : {Syscall::accept, Syscall::recv, Syscall::send, Syscall::wait})
    student.interrupt(kind, Which{1, 2});
  exam::Peer client = connect(there.address());
  auto call = student.start<&lab::serve_echo>(there.fd(), 1);
  expect_echo(client, "hello");
  EXPECT_EQ(call.get()->size(), 1U);
}

TEST_F(ServeEcho, OutlivesAbortedConnections) {
  ask("Is the next client served when one gave up before it was accepted?", serving);
  student.fail(Syscall::accept, Which{1, 2}, ECONNABORTED);
  expect_two_served();
}

TEST_F(ServeEcho, OutlivesALackOfDescriptors) {
  ask("Is the next client served when accept(2) found no free descriptor for a while?", serving);
  student.fail(Syscall::accept, Which{1, 2}, EMFILE);
  student.fail(Syscall::accept, nth(4), EMFILE);
  expect_two_served();
}

TEST_F(ServeEcho, OutlivesAFullSystem) {
  ask("Is the next client served when the whole system had no free file for a while?", serving);
  student.fail(Syscall::accept, nth(1), ENFILE);
  expect_two_served();
}

TEST_F(ServeEcho, ReportsOtherFailuresOfAccept) {
  ask("Is every other error of accept(2) reported?", errors);
  exam::Peer client = connect(there.address());
  student.at_most(1000);
  student.fail(Syscall::accept, every(), ENOMEM);
  EXPECT_TRUE(judge::accepting_failed(student.call<&lab::serve_echo>(there.fd(), 1), ENOMEM));
}

TEST_F(ServeEcho, OutlivesAClientThatDoesNotListen) {
  ask("Is the next client served, and the process alive, when one has closed before its echo comes?", dead_peer);
  const std::string signals = student.signal_handling();
  {
    exam::Peer rude = connect(there.address());
    rude.send(std::string(5'000, 'x'));
  }
  exam::Peer client = connect(there.address());
  student.shorten(Syscall::send, every(), 10);  // the first piece brings the reset, those after it find nobody
  auto call = student.start<&lab::serve_echo>(there.fd(), 2);
  expect_echo(client, "hello");
  EXPECT_EQ(call.get()->size(), 2U);
  EXPECT_EQ(student.signal_handling(), signals);
}

TEST_F(ServeEcho, OutlivesAConnectionThatIsNoMore) {
  ask("Is the next client served when send(2) says EPIPE?", serving);
  student.fail(Syscall::send, nth(1), EPIPE);
  exam::Peer unlucky = connect(there.address());
  unlucky.send("hello");
  auto call = student.start<&lab::serve_echo>(there.fd(), 2);
  exam::Peer client = connect(there.address());
  expect_echo(client, "hello");
  EXPECT_EQ(call.get()->size(), 2U);
}

TEST_F(ServeEcho, OutlivesAClientWithoutAWord) {
  ask("Does a client that leaves without a word count as served?", serving);
  { const exam::Peer silent = connect(there.address()); }
  exam::Peer client = connect(there.address());
  auto call = student.start<&lab::serve_echo>(there.fd(), 2);
  expect_echo(client, "hello");
  EXPECT_EQ(call.get()->size(), 2U);
}

TEST_F(ServeEcho, ReportsOtherErrors) {
  ask("Is every other error reported?", errors);
  exam::Peer client = connect(there.address());
  client.send("hello");
  student.at_most(1000);
  student.fail(Syscall::recv, every(), ENOMEM);
  EXPECT_TRUE(judge::receiving_failed(student.call<&lab::serve_echo>(there.fd(), 1), ENOMEM));
}

TEST_F(ServeEcho, LeavesNothingOpenAfterAnError) {
  ask("Is the connection closed when an error ends the service?", descriptors);
  exam::Peer client = connect(there.address());
  client.send("hello");
  student.fail(Syscall::recv, nth(1), ENOMEM);
  EXPECT_EQ(student.call<&lab::serve_echo>(there.fd(), 1).leaked, 0) << keep_in_fd;
}

TEST_F(ServeEcho, GoesOnAfterAnInterruptedClose) {
  ask("Is the next client served when a signal interrupts close(2)?", interruptions);
  student.interrupt(Syscall::close, nth(1));
  expect_two_served();
}

TEST_F(ServeEcho, ClosesOnlyOnce) {
  ask("Is close(2) called once for each connection, even when it says EINTR?", descriptors);
  student.interrupt(Syscall::close, Which{1, 5});
  exam::Peer client = connect(there.address());
  client.end();
  student.call<&lab::serve_echo>(there.fd(), 1);
  EXPECT_FALSE(closed_again(student)) << is_gone;
}

TEST_F(ServeEcho, ReturnsAddressesOfAnyLength) {
  ask("Has each client's address its true length, whatever the length of the one before?", accepting);
  const lab::Fd listener = unix_listener();
  std::vector<std::string> expected;
  std::vector<lab::Fd> clients;
  for (const std::size_t name_size : {0U, 100U, 30U, 60U, 0U}) {
    clients.push_back(unix_client(listener, name_size));
    expected.push_back(to_text(exam::local_address(clients.back().get())));
    ::shutdown(clients.back().get(), SHUT_WR);
  }
  auto served = student.call<&lab::serve_echo>(listener, clients.size());
  std::vector<std::string> returned;
  for (const lab::Address& address : *served) returned.push_back(to_text(address));
  EXPECT_EQ(returned, expected);
}

TEST_F(ServeEcho, ReturnsIpv6Addresses) {
  ask("Are the addresses of IPv6 clients whole?", accepting);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const exam::Listener listener = this->listener(exam::loopback6());
  exam::Peer client = connect(listener.address());
  client.end();
  auto served = student.call<&lab::serve_echo>(listener.fd(), 1);
  ASSERT_EQ(served->size(), 1U);
  EXPECT_EQ(to_text(served->at(0)), to_text(client.address()));
}

TEST_F(ServeEcho, TakesDescriptorZero) {
  ask("Is 0 a descriptor like any other?", descriptors);
  exam::Peer client = connect(there.address());
  client.end();
  student.close_standard_input();  // now the listener is number 0
  EXPECT_EQ(student.call<&lab::serve_echo>(there.fd(), 1)->size(), 1U);
}

}  // namespace hidden
