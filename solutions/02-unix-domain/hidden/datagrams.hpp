// 02.7 open_datagram_client, send_to, try_send_to, receive_from.
#pragma once

#include "common.hpp"

namespace hidden {

struct Datagrams : exam::Test {
  lab::Address fresh() { return judge::abstract(judge::fresh_name(random())); }
};

struct OpenDatagramClient : Datagrams {};

TEST_F(OpenDatagramClient, ReportsFailure) {
  ask("Are a failed socket(2) and a failed bind(2) reported, and is the socket closed?", errors);
  student.at_most(1000);
  student.fail(Syscall::bind, every(), EACCES);
  const auto outcome = student.call<&lab::open_datagram_client>();
  EXPECT_TRUE(threw(outcome, "bind", EACCES));
  EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
  student.fail(Syscall::socket, every(), EMFILE);
  EXPECT_TRUE(threw(student.call<&lab::open_datagram_client>(), "socket", EMFILE));
}

struct SendTo : Datagrams {};

TEST_F(SendTo, RefusesWhatIsTooBig) {
  ask("Is a message that is too big reported as EMSGSIZE, and is no part of it sent?", too_big);
  const Mailbox server(fresh());
  const Mailbox client;
  const int small = 4608;
  ::setsockopt(client.fd().get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  const auto outcome = student.call<&lab::send_to>(client.fd(), server.address(), std::string(100'000, 'x'));
  EXPECT_TRUE(judge::sending_failed(outcome, EMSGSIZE));
  EXPECT_FALSE(server.receive()) << "A part of it was sent.";
}

TEST_F(SendTo, ReportsThatNobodyIsThere) {
  ask("Is a name that nobody has reported as ECONNREFUSED?", errors);
  const Mailbox client;
  student.at_most(1000);
  EXPECT_TRUE(judge::sending_failed(student.call<&lab::send_to>(client.fd(), fresh(), "hello"), ECONNREFUSED));
}

TEST_F(SendTo, GoesOnAfterInterruptions) {
  ask("Is the message sent, once, when signals interrupt it?", interruptions);
  const Mailbox server(fresh());
  const Mailbox client;
  student.interrupt(Syscall::send, Which{1, 3});
  EXPECT_TRUE(returned(student.call<&lab::send_to>(client.fd(), server.address(), "hello")));
  EXPECT_TRUE(server.receive());
  EXPECT_FALSE(server.receive()) << "It came twice.";
}

TEST_F(SendTo, LeavesTheSocketAsItIs) {
  ask("Is the socket still unconnected afterwards, and in its own mode?", nothing_lost);
  const Mailbox server(fresh());
  const Mailbox other(fresh());
  const Mailbox client(fresh());
  const int mode = ::fcntl(client.fd().get(), F_GETFL);
  EXPECT_TRUE(returned(student.call<&lab::send_to>(client.fd(), server.address(), "hello")));
  EXPECT_EQ(::fcntl(client.fd().get(), F_GETFL), mode);
  EXPECT_EQ(exam::remote_address(client.fd().get()).length, 0U) << "It is connected now, and deaf to all others.";
  other.send(client.address(), "hello");
  EXPECT_TRUE(client.receive());
}

struct TrySendTo : Datagrams {};

TEST_F(TrySendTo, LeavesTheSocketsMode) {
  ask("Does the socket still wait in other calls, after try_send_to was true, and after it was false?", nothing_lost);
  const Mailbox server(fresh());
  const Mailbox client;
  const int mode = ::fcntl(client.fd().get(), F_GETFL);
  EXPECT_TRUE(*student.call<&lab::try_send_to>(client.fd(), server.address(), "hello"));
  EXPECT_EQ(::fcntl(client.fd().get(), F_GETFL), mode) << "MSG_DONTWAIT is for this one call.";
  judge::fill(server);
  EXPECT_FALSE(*student.call<&lab::try_send_to>(client.fd(), server.address(), "hello"));
  EXPECT_EQ(::fcntl(client.fd().get(), F_GETFL), mode) << "MSG_DONTWAIT is for this one call.";
}

TEST_F(TrySendTo, ThrowsWhatIsNoFullQueue) {
  ask("Are other errors thrown, and not taken for a full queue?", errors);
  const Mailbox server(fresh());
  const Mailbox client;
  const int small = 4608;
  ::setsockopt(client.fd().get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  EXPECT_TRUE(judge::sending_failed(student.call<&lab::try_send_to>(client.fd(), fresh(), "hello"), ECONNREFUSED));
  EXPECT_TRUE(judge::sending_failed(
      student.call<&lab::try_send_to>(client.fd(), server.address(), std::string(100'000, 'x')), EMSGSIZE));
}

TEST_F(TrySendTo, GoesOnAfterInterruptions) {
  ask("Is the message sent, once, when signals interrupt it?", interruptions);
  const Mailbox server(fresh());
  const Mailbox client;
  student.interrupt(Syscall::send, Which{1, 3});
  EXPECT_TRUE(*student.call<&lab::try_send_to>(client.fd(), server.address(), "hello"));
  EXPECT_TRUE(server.receive());
  EXPECT_FALSE(server.receive()) << "It came twice.";
}

struct ReceiveFrom : Datagrams {
  auto receive_from(const lab::Fd& socket, std::size_t limit) {
    return student.call<&lab::receive_from>(socket, limit);
  }
};

TEST_F(ReceiveFrom, GivesEverySenderItsTrueLength) {
  ask("Has each sender's address its own length, also after a longer one, and with a NUL in the name?",
      named_datagrams);
  const Mailbox server(fresh());
  for (const std::size_t size : {100U, 30U, 107U}) {
    std::string name = judge::fresh_name(random()) + '\0';
    name.resize(size, '+');
    const Mailbox client(judge::abstract(name));
    client.send(server.address(), "hello");
    auto datagram = receive_from(server.fd(), 100);
    EXPECT_EQ(datagram->sender.length, client.address().length);
    EXPECT_EQ(to_text(datagram->sender), to_text(client.address()));
  }
}

TEST_F(ReceiveFrom, KnowsASenderWithoutAName) {
  ask("Is the address of a sender without a name of length 0?", named_datagrams);
  const Mailbox server(fresh());
  const Mailbox named(fresh());
  const Mailbox unnamed;
  named.send(server.address(), "first");
  unnamed.send(server.address(), "second");
  EXPECT_EQ(receive_from(server.fd(), 100)->sender.length, named.address().length);
  EXPECT_EQ(receive_from(server.fd(), 100)->sender.length, 0U);
}

TEST_F(ReceiveFrom, TakesUpToTheLimit) {
  ask("Is a datagram of just `limit` bytes whole, and one of a byte more refused?", too_big);
  const Mailbox server(fresh());
  const Mailbox client;
  client.send(server.address(), "12345");
  client.send(server.address(), "123456");
  EXPECT_EQ(judge::as_text(receive_from(server.fd(), 5)->bytes), "12345");
  EXPECT_TRUE(threw(receive_from(server.fd(), 5), "receive_from", EMSGSIZE));
  client.send(server.address(), "");
  client.send(server.address(), "x");
  EXPECT_TRUE(receive_from(server.fd(), 0)->bytes.empty());
  EXPECT_TRUE(threw(receive_from(server.fd(), 0), "receive_from", EMSGSIZE));
}

TEST_F(ReceiveFrom, TakesABigDatagram) {
  ask("Is a datagram of 60,000 bytes whole, whatever bytes they are?", too_big);
  const Mailbox server(fresh());
  const Mailbox client;
  std::string bytes(60'000, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random()());
  client.send(server.address(), bytes);
  EXPECT_TRUE(judge::as_text(receive_from(server.fd(), 1 << 20)->bytes) == bytes);
}

TEST_F(ReceiveFrom, WaitsAndGoesOnAfterInterruptions) {
  ask("Does receive_from wait for a datagram, whatever interrupts it?", interruptions);
  const Mailbox server(fresh());
  const Mailbox client;
  student.interrupt(Syscall::recv, Which{1, 3});
  student.interrupt(Syscall::wait, Which{1, 3});
  auto call = student.start<&lab::receive_from>(server.fd(), std::size_t{100});
  student.until_it_waits();
  client.send(server.address(), "hello");
  EXPECT_EQ(judge::as_text(call.get()->bytes), "hello");
}

TEST_F(ReceiveFrom, ReportsOtherErrors) {
  ask("Is every other error of recvfrom(2) reported, at once?", errors);
  const Mailbox server(fresh());
  Mailbox().send(server.address(), "hello");  // for whoever waits by poll(2) before
  student.at_most(1000);
  student.fail(Syscall::recv, every(), ENOMEM);
  EXPECT_TRUE(judge::receiving_failed(receive_from(server.fd(), 100), ENOMEM));
}

}  // namespace hidden
