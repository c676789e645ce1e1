// Lab 01, the public tests: each function doing its work, and the plainest of what can come between. The hidden tests
// ask for more; the brief says what.
#include <sys/socket.h>

#include <string>
#include <string_view>

#include "exam/test.hpp"
#include "judge.hpp"
#include "socket_syscalls.hpp"

namespace {

using exam::nth;
using exam::returned;
using exam::room;
using exam::same_address;
using exam::Syscall;
using exam::threw;
using exam::threw_type;
using exam::to_text;
using exam::Which;

struct OpenListener : exam::Test {};
struct AcceptConnection : exam::Test {};
struct ConnectTo : exam::Test {};
struct SendAll : exam::Test {};
struct ReceiveExactly : exam::Test {};
struct ReceiveLine : exam::Test {
  void expect_lines(const lab::Fd& connection, const std::vector<std::string>& expected) {
    for (const std::string& line : expected) EXPECT_EQ(*student.call<&lab::receive_line>(connection, kept, 100), line);
  }
  std::string kept;
};
struct Exchange : exam::Test {};
struct ServeEcho : exam::Test {};

// 01.1

TEST_F(OpenListener, ListensWhereItWasTold) {
  ask("Does open_listener return a TCP socket that listens at the address that it was given?",
      "notes/01-socket-syscalls.md#listening");
  const lab::Address where = exam::fresh_loopback();  // port 0: the kernel chooses one
  auto outcome = student.call<&lab::open_listener>(where, 8);
  const int listener = outcome->get();
  EXPECT_EQ(exam::option(listener, SOL_SOCKET, SO_TYPE), SOCK_STREAM);
  EXPECT_EQ(exam::option(listener, SOL_SOCKET, SO_ACCEPTCONN), 1) << "It does not listen: call listen(2).";
  const lab::Address bound = exam::local_address(listener);
  EXPECT_EQ(judge::host_of(bound), judge::host_of(where));
  EXPECT_NE(exam::port_of(bound), 0);
}

TEST_F(OpenListener, SetsReuseAddressBeforeItBinds) {
  ask("Is SO_REUSEADDR set when bind is called?", "notes/01-socket-syscalls.md#listening");
  int at_bind = -1;
  student.prepare(Syscall::bind, nth(1), [&](int socket) { at_bind = exam::option(socket, SOL_SOCKET, SO_REUSEADDR); });
  const auto outcome = student.call<&lab::open_listener>(exam::fresh_loopback(), 8);
  EXPECT_TRUE(returned(outcome));
  EXPECT_EQ(at_bind, 1) << "setsockopt(2) comes before bind(2): afterwards it is too late.";
}

TEST_F(OpenListener, SaysThatTheAddressIsInUse) {
  ask("Does open_listener report that bind failed, and close its socket, when somebody listens there already?",
      "notes/01-socket-syscalls.md#errors-and-errno");
  const exam::Listener other = listener();
  const auto outcome = student.call<&lab::open_listener>(other.address(), 8);
  EXPECT_TRUE(threw(outcome, "bind", EADDRINUSE));
  EXPECT_EQ(outcome.leaked, 0) << "A descriptor stayed open: keep it in an Fd from the moment when you have it.";
}

TEST_F(OpenListener, IsCloseOnExec) {
  ask("Is the listener closed on exec?", "notes/01-socket-syscalls.md#descriptors-leaks-and-close-on-exec");
  auto outcome = student.call<&lab::open_listener>(exam::fresh_loopback(), 8);
  ASSERT_TRUE(returned(outcome));
  EXPECT_EQ(exam::option(outcome->get(), SOL_SOCKET, SO_ACCEPTCONN), 1) << "This is no listening socket.";
  EXPECT_EQ(outcome.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
}

// 01.2

TEST_F(AcceptConnection, ReturnsTheConnectionAndItsPeer) {
  ask("Does accept_connection return the new connection and the address of its peer?",
      "notes/01-socket-syscalls.md#accepting");
  const exam::Listener listener = this->listener();
  exam::Peer client = connect(listener.address());
  auto accepted = student.call<&lab::accept_connection>(listener.fd());
  EXPECT_EQ(to_text(accepted->peer), to_text(client.address()));
  EXPECT_EQ(to_text(exam::remote_address(accepted->connection.get())), to_text(client.address()));
  EXPECT_EQ(accepted.leaked, 0) << "The listener is borrowed: leave it open, and leave no other descriptor behind.";
}

TEST_F(AcceptConnection, WaitsOnAfterAnInterruption) {
  ask("Does accept_connection wait on when a signal interrupts it?", "notes/01-socket-syscalls.md#interruptions");
  const exam::Listener listener = this->listener();
  student.interrupt(Syscall::accept, nth(1));
  student.interrupt(Syscall::wait, nth(1));
  auto call = student.start<&lab::accept_connection>(listener.fd());
  student.until_it_waits();
  exam::Peer client = connect(listener.address());
  auto accepted = call.get();
  EXPECT_EQ(to_text(accepted->peer), to_text(client.address()));
}

TEST_F(AcceptConnection, PassesOverAbortedConnections) {
  ask("Does accept_connection wait for the next when a client has given up?", "notes/01-socket-syscalls.md#accepting");
  const exam::Listener listener = this->listener();
  exam::Peer client = connect(listener.address());
  student.fail(Syscall::accept, Which{1, 3}, ECONNABORTED);
  auto accepted = student.call<&lab::accept_connection>(listener.fd());
  EXPECT_EQ(to_text(accepted->peer), to_text(client.address()));
}

// 01.3

TEST_F(ConnectTo, ConnectsToTheServer) {
  ask("Does connect_to return a socket that is connected to the server?", "notes/01-socket-syscalls.md#connecting");
  exam::Listener server = listener();
  auto connection = student.call<&lab::connect_to>(server.address());
  EXPECT_EQ(to_text(exam::remote_address(connection->get())), to_text(server.address()));
  exam::Peer accepted = server.accept();
  EXPECT_TRUE(same_address(accepted.peer_address(), exam::local_address(connection->get())));
}

TEST_F(ConnectTo, SaysThatNobodyListens) {
  ask("Does connect_to report ECONNREFUSED, and close its socket, when nobody listens?",
      "notes/01-socket-syscalls.md#connecting");
  const auto outcome = student.call<&lab::connect_to>(closed_port());
  EXPECT_TRUE(threw(outcome, "connect", ECONNREFUSED));
  EXPECT_EQ(outcome.leaked, 0) << "A descriptor stayed open: keep it in an Fd from the moment when you have it.";
}

TEST_F(ConnectTo, GoesOnAfterAnInterruption) {
  ask("Does an interrupted connect go on, and not begin again?", "notes/01-socket-syscalls.md#connecting");
  exam::Listener server = listener();
  student.interrupt(Syscall::connect, nth(1));
  auto connection = student.call<&lab::connect_to>(server.address());
  EXPECT_EQ(to_text(exam::remote_address(connection->get())), to_text(server.address()));
  const exam::Peer accepted = server.accept();
  EXPECT_EQ(to_text(accepted.peer_address()), to_text(exam::local_address(connection->get())));
}

// 01.4

TEST_F(SendAll, SendsEverything) {
  ask("Do all bytes arrive?", "notes/01-socket-syscalls.md#sending");
  auto [here, there] = stream_pair();
  const auto outcome = student.call<&lab::send_all>(there, "all of it");
  EXPECT_TRUE(returned(outcome));
  EXPECT_EQ(here.receive(9), "all of it");
  EXPECT_EQ(outcome.leaked, 0) << "The connection is borrowed: do not close it.";
}

TEST_F(SendAll, GoesOnAfterAPartialSend) {
  ask("Does send_all send the rest when the kernel took only a part?", "notes/01-socket-syscalls.md#sending");
  auto [here, there] = stream_pair();
  student.shorten(Syscall::send, nth(1), 3);
  const auto outcome = student.call<&lab::send_all>(there, "all of it");
  EXPECT_TRUE(returned(outcome));
  EXPECT_EQ(here.receive(9), "all of it");
}

TEST_F(SendAll, SurvivesADeadPeer) {
  ask("Is a dead peer an exception, and not the end of the process?",
      "notes/01-socket-syscalls.md#a-dead-peer-and-sigpipe");
  auto [here, there] = unix_pair();
  here.close();
  const auto outcome = student.call<&lab::send_all>(there, "anybody?");
  EXPECT_TRUE(judge::nobody_receives(outcome));
}

TEST_F(SendAll, GoesOnAfterInterruptions) {
  ask("Does send_all go on after interruptions?", "notes/01-socket-syscalls.md#interruptions");
  auto [here, there] = stream_pair();
  student.interrupt(Syscall::send, Which{1, 3});
  student.interrupt(Syscall::wait, nth(1));
  EXPECT_TRUE(returned(student.call<&lab::send_all>(there, "all of it")));
  EXPECT_EQ(here.receive(9), "all of it");
}

// 01.5

TEST_F(ReceiveExactly, GathersBytesThatComeOneByOne) {
  ask("Does receive_exactly go on until the buffer is full?", "notes/01-socket-syscalls.md#receiving");
  auto [here, there] = stream_pair();
  auto call = student.start<&lab::receive_exactly>(there, room(5));
  EXPECT_TRUE(here.trickle("bytes")) << "It stopped asking before the buffer was full.";
  auto outcome = call.get();
  EXPECT_TRUE(*outcome);
  EXPECT_EQ(outcome.bytes, "bytes");
}

TEST_F(ReceiveExactly, IsFalseWhenTheStreamHasEnded) {
  ask("Does receive_exactly return false when the peer ended the stream before the first byte?",
      "notes/01-socket-syscalls.md#ending-a-connection");
  auto [here, there] = stream_pair();
  here.end();
  EXPECT_FALSE(*student.call<&lab::receive_exactly>(there, room(5)));
}

TEST_F(ReceiveExactly, AsksAgainAfterAnInterruption) {
  ask("Does receive_exactly go on after an interruption?", "notes/01-socket-syscalls.md#interruptions");
  auto [here, there] = stream_pair();
  student.interrupt(Syscall::recv, nth(1));
  student.interrupt(Syscall::wait, nth(1));
  auto call = student.start<&lab::receive_exactly>(there, room(4));
  here.send("abcd");
  auto outcome = call.get();
  EXPECT_TRUE(*outcome);
  EXPECT_EQ(outcome.bytes, "abcd");
}

TEST_F(ReceiveExactly, ThrowsWhenTheStreamEndsInTheMiddle) {
  ask("Is a stream that ends in the middle an EndOfFile?", "notes/01-socket-syscalls.md#ending-a-connection");
  auto [here, there] = stream_pair();
  here.send("abc");
  here.end();
  EXPECT_TRUE(threw_type(student.call<&lab::receive_exactly>(there, room(4)), "lab::EndOfFile"));
}

TEST_F(ReceiveExactly, TakesNoMoreThanItWasAskedFor) {
  ask("Do bytes after those asked for stay in the socket?", "notes/01-socket-syscalls.md#receiving");
  auto [here, there] = stream_pair();
  here.send("onetwothree");
  for (const std::string expected : {"one", "two", "three"}) {
    auto outcome = student.call<&lab::receive_exactly>(there, room(expected.size()));
    EXPECT_TRUE(*outcome);
    EXPECT_EQ(outcome.bytes, expected);
  }
}

// 01.6

TEST_F(ReceiveLine, ReturnsTheLinesOneByOne) {
  ask("Are two lines that came together two lines?", "notes/01-socket-syscalls.md#lines-and-messages");
  auto [here, there] = stream_pair();
  here.send("first\r\nsecond\n");
  EXPECT_EQ(*student.call<&lab::receive_line>(there, kept, 100), "first");
  EXPECT_EQ(*student.call<&lab::receive_line>(there, kept, 100), "second");
}

TEST_F(ReceiveLine, IsAbsentAtTheEndOfTheStream) {
  ask("Is there no line when the stream ends where one would begin?", "notes/01-socket-syscalls.md#lines-and-messages");
  auto [here, there] = stream_pair();
  here.send("last\n");
  here.end();
  EXPECT_EQ(*student.call<&lab::receive_line>(there, kept, 100), "last");
  EXPECT_EQ(*student.call<&lab::receive_line>(there, kept, 100), std::nullopt);
}

TEST_F(ReceiveLine, RefusesALineThatIsTooLong) {
  ask("Is a line of more than `limit` bytes refused?", "notes/01-socket-syscalls.md#lines-and-messages");
  auto [here, there] = stream_pair();
  here.send("far too long\n");
  EXPECT_TRUE(threw(student.call<&lab::receive_line>(there, kept, 5), "receive_line", EMSGSIZE));
}

TEST_F(ReceiveLine, BeginsWithWhatWasKept) {
  ask("Does a line begin with the bytes that were kept from the call before?",
      "notes/01-socket-syscalls.md#lines-and-messages");
  auto [here, there] = stream_pair();
  kept = "fir";
  here.send("st\nsecond\nthi");
  expect_lines(there, {"first", "second"});
  here.send("rd\n");
  expect_lines(there, {"third"});
}

TEST_F(ReceiveLine, ThrowsWhenTheStreamEndsWithinALine) {
  ask("Is a stream that ends within a line an EndOfFile?", "notes/01-socket-syscalls.md#lines-and-messages");
  auto [here, there] = stream_pair();
  here.send("whole\nhal");
  here.end();
  expect_lines(there, {"whole"});
  EXPECT_TRUE(threw_type(student.call<&lab::receive_line>(there, kept, 100), "lab::EndOfFile"));
}

TEST_F(ReceiveLine, ReturnsEmptyLines) {
  ask("Is an empty line a line, and not the end?", "notes/01-socket-syscalls.md#lines-and-messages");
  auto [here, there] = stream_pair();
  here.send("\n\r\nafter\n");
  expect_lines(there, {"", "", "after"});
}

// 01.7

TEST_F(Exchange, AsksOnceAndReturnsTheAnswer) {
  ask("Does exchange send the request, end its side, and return the whole answer?",
      "notes/01-socket-syscalls.md#ending-a-connection");
  auto [here, there] = stream_pair();
  auto call = student.start<&lab::exchange>(there, "question");
  EXPECT_EQ(here.receive_all(), "question");
  EXPECT_TRUE(here.ended()) << "The peer answers once it has seen the end of the request: shutdown(2) tells it.";
  here.send("the ");
  here.send("answer");
  here.end();
  auto outcome = call.get();
  EXPECT_EQ(judge::as_text(*outcome), "the answer");
  EXPECT_EQ(outcome.leaked, 0) << "The connection is borrowed: do not close it.";
}

TEST_F(Exchange, GathersAnAnswerThatComesSlowly) {
  ask("Does exchange gather the answer until the peer ends its side?",
      "notes/01-socket-syscalls.md#ending-a-connection");
  auto [here, there] = stream_pair();
  auto call = student.start<&lab::exchange>(there, "question");
  EXPECT_EQ(here.receive_all(), "question");
  EXPECT_TRUE(here.trickle("answer")) << "It stopped asking before the end.";
  here.end();
  EXPECT_EQ(judge::as_text(*call.get()), "answer");
}

TEST_F(Exchange, MayAskWithoutWords) {
  ask("Is the end told when the request is empty?", "notes/01-socket-syscalls.md#ending-a-connection");
  auto [here, there] = stream_pair();
  auto call = student.start<&lab::exchange>(there, "");
  EXPECT_EQ(here.receive_all(), "");
  EXPECT_TRUE(here.ended());
  here.send("answer");
  here.end();
  EXPECT_EQ(judge::as_text(*call.get()), "answer");
}

// 01.8

TEST_F(ServeEcho, SendsBackWhatComesAsItComes) {
  ask("Does serve_echo answer at once, and go on until the client ends its side?",
      "notes/01-socket-syscalls.md#serving-many-clients-one-after-the-other");
  const exam::Listener listener = this->listener();
  auto call = student.start<&lab::serve_echo>(listener.fd(), 1);
  exam::Peer client = connect(listener.address());
  client.send("hello");
  EXPECT_EQ(client.receive(5), "hello");
  client.send("again");
  EXPECT_EQ(client.receive(5), "again");
  client.end();
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_TRUE(client.ended()) << "The connection is to be closed when the client has ended its side.";
  EXPECT_EQ(call.get()->size(), 1U);
}

TEST_F(ServeEcho, ServesOneClientAfterTheOther) {
  ask("Are all clients served, and their addresses returned in order?",
      "notes/01-socket-syscalls.md#serving-many-clients-one-after-the-other");
  const exam::Listener listener = this->listener();
  auto call = student.start<&lab::serve_echo>(listener.fd(), 2);
  exam::Peer first = connect(listener.address());
  exam::Peer second = connect(listener.address());
  for (exam::Peer* client : {&first, &second}) {
    client->send("hello");
    client->end();
    EXPECT_EQ(client->receive_all(), "hello");
  }
  auto served = call.get();
  ASSERT_EQ(served->size(), 2U);
  EXPECT_EQ(to_text(served->at(0)), to_text(first.address()));
  EXPECT_EQ(to_text(served->at(1)), to_text(second.address()));
  EXPECT_EQ(served.leaked, 0) << "Each connection is to be closed, the borrowed listener is not.";
}

TEST_F(ServeEcho, OutlivesAClientThatResets) {
  ask("Is the next client served when one vanishes with a reset?",
      "notes/01-socket-syscalls.md#serving-many-clients-one-after-the-other");
  const exam::Listener listener = this->listener();
  exam::Peer rude = connect(listener.address());
  auto call = student.start<&lab::serve_echo>(listener.fd(), 2);
  rude.send("hello");
  EXPECT_EQ(rude.receive(5), "hello");
  student.until_it_waits();
  const lab::Address gone = rude.address();
  rude.reset();
  exam::Peer client = connect(listener.address());
  client.send("hello");
  client.end();
  EXPECT_EQ(client.receive_all(), "hello");
  auto served = call.get();
  ASSERT_EQ(served->size(), 2U) << "A client that vanishes counts as served.";
  EXPECT_EQ(to_text(served->at(0)), to_text(gone));
  EXPECT_EQ(served.leaked, 0) << "The connection of the client that vanished is to be closed, too.";
}

}  // namespace
