// Lab 02, the public tests: each function doing its work, and the plainest of what can come between. The hidden tests
// ask for more; the brief says what.
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "exam/folder.hpp"
#include "exam/test.hpp"
#include "given.hpp"
#include "judge.hpp"
#include "unix_domain.hpp"

namespace {

using namespace std::string_literals;
using exam::Folder;
using exam::nth;
using exam::returned;
using exam::Syscall;
using exam::threw;
using exam::Which;
using given::Work;
using judge::names_path;
using lab::Found;

struct UnixAddress : exam::Test {};
struct AbstractAddress : exam::Test {};
struct ListenAt : exam::Test {
  const Folder folder{student};
};
struct ConnectAt : exam::Test {
  void expect_found(const std::string& name, Found expected) {
    auto outcome = student.call<&lab::connect_at>(folder.path(name));
    EXPECT_EQ(outcome->found, expected);
    EXPECT_EQ(static_cast<bool>(outcome->connection), expected == Found::server);
  }
  const Folder folder{student};
};
struct PeerCredentials : exam::Test {};
struct StartChild : exam::Test {};
struct EndChild : exam::Test {};
struct SendDescriptor : exam::Test {};
struct ReceiveDescriptor : exam::Test {};
struct OpenDatagramClient : exam::Test {};
struct SendTo : exam::Test {};
struct TrySendTo : exam::Test {};
struct ReceiveFrom : exam::Test {};

// 02.1

TEST_F(UnixAddress, HoldsThePath) {
  ask("Is the address of a path its family, its bytes, and a length that covers them?",
      "notes/02-unix-domain.md#addresses-of-unix-domain-sockets");
  for (const std::string path : {"/run/server", "x", "a longer path, with blanks and \xC3\xA9"})
    EXPECT_TRUE(names_path(*student.call<&lab::unix_address>(path), path)) << path;
}

TEST_F(UnixAddress, RefusesAPathThatIsTooLong) {
  ask("Is a path that does not fit refused, and not cut?", "notes/02-unix-domain.md#addresses-of-unix-domain-sockets");
  EXPECT_TRUE(threw(student.call<&lab::unix_address>("/tmp/" + std::string(200, 'x')), "unix_address", ENAMETOOLONG));
}

TEST_F(UnixAddress, RefusesANul) {
  ask("Is a NUL in a path refused? The kernel would end the path there, or take it for an abstract name.",
      "notes/02-unix-domain.md#addresses-of-unix-domain-sockets");
  for (const std::string& path : {"one\0two"s, "\0name"s, "name\0"s, "\0"s})
    EXPECT_TRUE(threw(student.call<&lab::unix_address>(path), "unix_address", EINVAL));
}

TEST_F(AbstractAddress, HasTheNamesExactLength) {
  ask("Does the length of an abstract address cover the name, and not a byte more?",
      "notes/02-unix-domain.md#the-abstract-namespace");
  for (const std::string name : {"name", "a longer name"}) {
    auto address = student.call<&lab::abstract_address>(name);
    EXPECT_EQ(address->family(), AF_UNIX);
    EXPECT_EQ(judge::path_bytes(*address), '\0' + name);
  }
}

TEST_F(AbstractAddress, TakesBytesOfAnyValue) {
  ask("Is a NUL in an abstract name a byte like any other?", "notes/02-unix-domain.md#the-abstract-namespace");
  for (const std::string& name : {"one\0two"s, "\0\0"s, "ends with a NUL\0"s, "\xFF/../"s}) {
    auto address = student.call<&lab::abstract_address>(name);
    EXPECT_EQ(judge::path_bytes(*address), '\0' + name);
  }
}

// 02.2

TEST_F(ListenAt, ListensAtThePath) {
  ask("Does listen_at return a stream socket that listens at the path?",
      "notes/02-unix-domain.md#a-socket-in-the-file-system");
  auto outcome = student.call<&lab::listen_at>(folder.path("server"), 0600U);
  EXPECT_EQ(exam::option(outcome->get(), SOL_SOCKET, SO_TYPE), SOCK_STREAM);
  EXPECT_EQ(exam::option(outcome->get(), SOL_SOCKET, SO_ACCEPTCONN), 1) << "It does not listen: call listen(2).";
  EXPECT_EQ(judge::try_connect(folder.address("server")), 0);
  EXPECT_EQ(outcome.leaked, 0);
  EXPECT_EQ(outcome.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
}

TEST_F(ListenAt, GivesTheFileItsMode) {
  ask("Does the socket's file have the mode that was asked for?", "notes/02-unix-domain.md#permissions");
  int number = 0;
  for (const mode_t mode : {0600U, 0666U, 0777U, 0620U}) {
    const std::string name = "server" + std::to_string(++number);
    auto listener = student.call<&lab::listen_at>(folder.path(name), mode);
    EXPECT_TRUE(returned(listener));
    EXPECT_EQ(judge::permissions(folder, name), mode) << "The umask (umask(2)) takes bits away from what bind makes.";
  }
}

TEST_F(ListenAt, ReplacesAStaleSocket) {
  ask("Does a server start again where one before it has left its socket behind?",
      "notes/02-unix-domain.md#stale-sockets");
  folder.make_stale_socket("server", SOCK_STREAM);
  auto listener = student.call<&lab::listen_at>(folder.path("server"), 0600U);
  EXPECT_TRUE(returned(listener));
  EXPECT_EQ(judge::try_connect(folder.address("server")), 0);
}

TEST_F(ListenAt, LeavesALiveServerAlone) {
  ask("Does a live server at the path stay, and is that reported as \"bind\", EADDRINUSE?",
      "notes/02-unix-domain.md#stale-sockets");
  const exam::Listener live = listener(folder.address("server"));
  const auto outcome = student.call<&lab::listen_at>(folder.path("server"), 0600U);
  EXPECT_TRUE(threw(outcome, "bind", EADDRINUSE));
  EXPECT_EQ(outcome.leaked, 0) << "A descriptor stayed open: keep it in an Fd from the moment when you have it.";
  EXPECT_EQ(judge::try_connect(folder.address("server")), 0) << "The live server is not to be reached any more.";
}

TEST_F(ListenAt, LeavesAFileAlone) {
  ask("Does a file that is no socket stay, and is that reported as \"bind\", EADDRINUSE?",
      "notes/02-unix-domain.md#stale-sockets");
  folder.write_file("server", "precious");
  EXPECT_TRUE(threw(student.call<&lab::listen_at>(folder.path("server"), 0600U), "bind", EADDRINUSE));
  ASSERT_TRUE(folder.look_at("server")) << "The file is gone.";
  EXPECT_EQ(folder.read_file("server"), "precious");
}

TEST_F(ListenAt, LeavesTheUmaskAsItWas) {
  ask("Is the umask as it was before, after success and after failure?", "notes/02-unix-domain.md#permissions");
  folder.write_file("file", "text");
  for (const mode_t mask : {0027U, 0002U}) {
    student.call<&given::set_umask>(mask);
    student.call<&lab::listen_at>(folder.path("server" + std::to_string(mask)), 0600U);
    EXPECT_EQ(student.umask(), static_cast<int>(mask)) << "after success";
    student.call<&lab::listen_at>(folder.path("file"), 0600U);
    EXPECT_EQ(student.umask(), static_cast<int>(mask)) << "after EADDRINUSE";
    student.call<&lab::listen_at>(folder.path("nowhere/server"), 0600U);
    EXPECT_EQ(student.umask(), static_cast<int>(mask)) << "after ENOENT";
  }
}

// 02.3

TEST_F(ConnectAt, ConnectsToTheServer) {
  ask("Is a server that listens at the path connected to?", "notes/02-unix-domain.md#connecting-to-a-path");
  exam::Listener server = listener(folder.address("server"));
  auto outcome = student.call<&lab::connect_at>(folder.path("server"));
  EXPECT_EQ(outcome->found, Found::server);
  exam::Peer peer = server.accept();
  peer.send("hello");
  exam::Peer client(std::move(outcome->connection), student);
  EXPECT_EQ(client.receive(5), "hello");
  EXPECT_EQ(outcome.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
}

TEST_F(ConnectAt, TellsNothingFromAStaleSocket) {
  ask("Are no file and a socket without a server told apart?", "notes/02-unix-domain.md#connecting-to-a-path");
  expect_found("nowhere", Found::nothing);
  folder.make_stale_socket("stale", SOCK_STREAM);
  expect_found("stale", Found::stale_socket);
}

TEST_F(ConnectAt, TellsAFileFromAStaleSocket) {
  ask("Is a file that is no socket told from a stale one? connect(2) says ECONNREFUSED of both.",
      "notes/02-unix-domain.md#connecting-to-a-path");
  folder.write_file("file", "text");
  expect_found("file", Found::no_socket);
}

TEST_F(ConnectAt, KnowsAServerOfAnotherType) {
  ask("Is a datagram server at the path told from a stream server?", "notes/02-unix-domain.md#connecting-to-a-path");
  const judge::Mailbox server(folder.address("server"));
  expect_found("server", Found::other_type);
}

TEST_F(ConnectAt, ConnectsAfterInterruptions) {
  ask("Is the connection there after interruptions of connect(2)? (They have not begun it.)",
      "notes/02-unix-domain.md#connecting-to-a-path");
  exam::Listener server = listener(folder.address("server"));
  student.interrupt(Syscall::connect, Which{1, 3});
  auto outcome = student.call<&lab::connect_at>(folder.path("server"));
  EXPECT_EQ(outcome->found, Found::server);
  EXPECT_TRUE(server.has_connection()) << "It is not connected: an interrupted connect(2) is to be made again here.";
  EXPECT_EQ(exam::remote_address(outcome->connection.get()).family(), AF_UNIX);
  EXPECT_EQ(outcome.leaked, 0) << "A descriptor stayed open: keep it in an Fd.";
}

// 02.4

TEST_F(PeerCredentials, AreThoseOfThePeer) {
  ask("Are pid, user and group those of the process at the other end?", "notes/02-unix-domain.md#who-is-there");
  auto [here, there] = unix_pair();
  const auto number = [&] { return static_cast<int>(random()() % 30'000 + 1000); };
  const pid_t pid = number();
  const auto uid = static_cast<uid_t>(number());
  const auto gid = static_cast<gid_t>(number());
  student.introduce_peer(pid, uid, gid);
  auto peer = student.call<&lab::peer_credentials>(there);
  EXPECT_EQ(peer->pid, pid);
  EXPECT_EQ(peer->uid, uid);
  EXPECT_EQ(peer->gid, gid);
  EXPECT_EQ(peer.leaked, 0) << "The connection is borrowed: do not close it.";
}

TEST_F(PeerCredentials, AreTheKernelsWord) {
  ask("Is it the process at the other end, as the kernel knows it, and not one's own?",
      "notes/02-unix-domain.md#who-is-there");
  auto [here, there] = unix_pair();
  auto peer = student.call<&lab::peer_credentials>(there);
  auto self = student.call<&given::own_credentials>();
  const bool sees_us = student.pid() == self->pid;  // in a box we have no number
  EXPECT_EQ(peer->pid, sees_us ? ::getpid() : 0);
  EXPECT_EQ(peer->uid, self->uid);  // the test is run by the same user, whose number in a box is another
  EXPECT_EQ(peer->gid, self->gid);
}

TEST_F(PeerCredentials, NobodyIsNotAUser) {
  ask("Is a TCP connection, of whose peer the kernel knows nothing, reported as ENOTCONN?",
      "notes/02-unix-domain.md#who-is-there");
  auto [here, there] = stream_pair();
  EXPECT_TRUE(threw(student.call<&lab::peer_credentials>(there), "peer_credentials", ENOTCONN));
}

// 02.5

TEST_F(StartChild, GivesBothAnEndOfOneConnection) {
  ask("Do parent and child hear each other, and does the child end with what its work returned?",
      "notes/02-unix-domain.md#a-child-at-the-other-end");
  auto [here, there] = unix_pair();
  auto echo = student.call<&given::talk>(Work::echo, there, "hello");
  EXPECT_EQ(echo->said, "hello");
  EXPECT_EQ(echo->status, 0);
  EXPECT_EQ(student.call<&given::talk>(Work::two_bytes, there, "")->status, 7);
}

TEST_F(StartChild, TheChildSeesThatItsParentIsGone) {
  ask("Does the child read end of file when its parent has closed its end?",
      "notes/02-unix-domain.md#a-child-at-the-other-end");
  auto [here, there] = unix_pair();
  EXPECT_EQ(student.call<&given::close_and_wait>(Work::tell_the_end, there)->status, 0);
  EXPECT_EQ(here.receive(11), "end of file");
}

TEST_F(EndChild, ReturnsTheExitStatus) {
  ask("Does end_child wait for the child, and return its exit status?",
      "notes/02-unix-domain.md#a-child-at-the-other-end");
  auto [here, there] = unix_pair();
  auto child = student.call<&given::start>(Work::two_bytes, there);
  child.value();
  auto call = student.start<&lab::end_child>(*child);
  child->connection.reset();
  EXPECT_EQ(*call.get(), 7);
  EXPECT_FALSE(*student.call<&given::has_children>()) << "Nobody has waited for the child: waitpid(2).";
}

TEST_F(EndChild, TellsThatASignalEndedIt) {
  ask("Is the end by a signal told from an exit status?", "notes/02-unix-domain.md#a-child-at-the-other-end");
  auto [here, there] = unix_pair();
  auto child = student.call<&given::start>(Work::die, there);
  child.value();
  EXPECT_EQ(*student.call<&lab::end_child>(*child), 128 + SIGKILL);
}

// 02.6

TEST_F(SendDescriptor, SendsOneByteAndTheDescriptor) {
  ask("Does the other end receive one byte, and the descriptor with it?",
      "notes/02-unix-domain.md#passing-descriptors");
  auto [here, there] = unix_pair();
  const judge::Pipe pipe;
  const auto outcome = student.call<&lab::send_descriptor>(there, pipe.out);
  EXPECT_TRUE(returned(outcome));
  const judge::Parcel parcel = judge::receive_with(here.descriptor());
  EXPECT_EQ(parcel.bytes.size(), 1U);
  ASSERT_EQ(parcel.descriptors.size(), 1U);
  EXPECT_TRUE(judge::same_file(parcel.descriptors[0].get(), pipe.out.get()));
  EXPECT_EQ(outcome.leaked, 0) << "Both descriptors are borrowed: a copy goes, they stay.";
}

TEST_F(SendDescriptor, SurvivesADeadPeer) {
  ask("Is a dead peer an exception, and not the end of the process?",
      "notes/01-socket-syscalls.md#a-dead-peer-and-sigpipe");
  auto [here, there] = unix_pair();
  const judge::Pipe pipe;
  here.close();
  const std::string before = student.signal_handling();
  EXPECT_TRUE(judge::sending_failed(student.call<&lab::send_descriptor>(there, pipe.out), EPIPE));
  EXPECT_EQ(student.signal_handling(), before) << "Signals are not yours: MSG_NOSIGNAL is for this one call.";
}

TEST_F(ReceiveDescriptor, ReturnsWhatCame) {
  ask("Is the descriptor that came returned, and closed on exec?", "notes/02-unix-domain.md#passing-descriptors");
  auto [here, there] = unix_pair();
  const judge::Pipe pipe;
  judge::send_with(here.descriptor(), "x", {pipe.out.get()});
  auto outcome = student.call<&lab::receive_descriptor>(there);
  ASSERT_TRUE(outcome->has_value());
  EXPECT_TRUE(judge::same_file(outcome->value().get(), pipe.out.get()));
  EXPECT_EQ(outcome.leaked, 0);
  EXPECT_EQ(outcome.inherited, 0) << "recvmsg(2) takes MSG_CMSG_CLOEXEC.";
}

TEST_F(ReceiveDescriptor, IsAbsentAtTheEndOfTheStream) {
  ask("Is there no descriptor, and no error, when the stream has ended?",
      "notes/02-unix-domain.md#passing-descriptors");
  auto [here, there] = unix_pair();
  here.end();
  EXPECT_FALSE(student.call<&lab::receive_descriptor>(there)->has_value());
}

TEST_F(ReceiveDescriptor, RefusesAByteWithoutADescriptor) {
  ask("Is a byte that no descriptor comes with reported as EBADMSG?", "notes/02-unix-domain.md#passing-descriptors");
  auto [here, there] = unix_pair();
  here.send("x");
  EXPECT_TRUE(threw(student.call<&lab::receive_descriptor>(there), "receive_descriptor", EBADMSG));
}

// 02.7

TEST_F(OpenDatagramClient, HasANameOfItsOwn) {
  ask("Is it a datagram socket with a name that no other has?", "notes/02-unix-domain.md#datagrams-with-a-name");
  auto first = student.call<&lab::open_datagram_client>();
  auto second = student.call<&lab::open_datagram_client>();
  EXPECT_EQ(exam::option(first->get(), SOL_SOCKET, SO_TYPE), SOCK_DGRAM);
  const std::string name = judge::path_bytes(exam::local_address(first->get()));
  ASSERT_FALSE(name.empty()) << "It has no name, so nobody can answer: bind(2).";
  EXPECT_EQ(name[0], '\0') << "Its name is a path, and the file stays behind when the socket is closed.";
  EXPECT_NE(name, judge::path_bytes(exam::local_address(second->get())));
  EXPECT_EQ(second.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
}

TEST_F(OpenDatagramClient, GetsAnAnswer) {
  ask("Can a server answer to the name that a datagram of it shows?", "notes/02-unix-domain.md#datagrams-with-a-name");
  const judge::Mailbox server(judge::abstract(judge::fresh_name(random())));
  auto client = student.call<&lab::open_datagram_client>();
  EXPECT_TRUE(returned(student.call<&lab::send_to>(*client, server.address(), "question")));
  const auto question = server.receive();
  ASSERT_TRUE(question);
  server.send(question->from, "answer");
  auto answer = student.call<&lab::receive_from>(*client, std::size_t{100});
  EXPECT_EQ(judge::as_text(answer->bytes), "answer");
  EXPECT_EQ(judge::path_bytes(answer->sender), judge::path_bytes(server.address()));
}

TEST_F(SendTo, SendsEachMessageWhole) {
  ask("Do messages arrive as they were sent, each by itself?", "notes/02-unix-domain.md#datagrams-are-not-lost");
  const judge::Mailbox server(judge::abstract(judge::fresh_name(random())));
  const judge::Mailbox client;
  for (const std::string bytes : {"first", "", "third"})
    EXPECT_TRUE(returned(student.call<&lab::send_to>(client.fd(), server.address(), bytes)));
  for (const std::string bytes : {"first", "", "third"}) {
    const auto letter = server.receive();
    ASSERT_TRUE(letter);
    EXPECT_EQ(letter->bytes, bytes);
  }
}

TEST_F(SendTo, WaitsWhileTheQueueIsFull) {
  ask("Does send_to wait until the receiver has taken a message, and is nothing lost or overtaken?",
      "notes/02-unix-domain.md#datagrams-are-not-lost");
  const judge::Mailbox server(judge::abstract(judge::fresh_name(random())));
  const judge::Mailbox client;
  const int count = judge::fill(server);
  student.at_most(200);
  auto call = student.start<&lab::send_to>(client.fd(), server.address(), "last");
  EXPECT_TRUE(student.until_it_waits()) << "It did not wait.";
  for (int number = 0; number < count; ++number) {
    const auto letter = server.receive();
    ASSERT_TRUE(letter) << "Message " << number << " of " << count << " was lost.";
    EXPECT_EQ(letter->bytes, std::to_string(number));
  }
  EXPECT_TRUE(returned(call.get()));
  const auto last = server.receive();
  ASSERT_TRUE(last) << "The message that had to wait was lost.";
  EXPECT_EQ(last->bytes, "last");
  EXPECT_FALSE(server.receive()) << "It came twice.";
}

TEST_F(TrySendTo, SaysThatTheQueueIsFull) {
  ask("Is try_send_to false, at once, when the receiver's queue is full, and true when there is room again?",
      "notes/02-unix-domain.md#datagrams-are-not-lost");
  const judge::Mailbox server(judge::abstract(judge::fresh_name(random())));
  const judge::Mailbox client;
  int sent = 0;
  while (sent < 2000 && *student.call<&lab::try_send_to>(client.fd(), server.address(), "message")) ++sent;
  EXPECT_GT(sent, 0);
  EXPECT_LT(sent, 2000) << "It is never full?";
  ASSERT_TRUE(server.receive());
  EXPECT_TRUE(*student.call<&lab::try_send_to>(client.fd(), server.address(), "message"));
}

TEST_F(ReceiveFrom, ReturnsTheDatagramAndItsSender) {
  ask("Is the datagram returned, and the address to answer to?", "notes/02-unix-domain.md#datagrams-with-a-name");
  const judge::Mailbox server(judge::abstract(judge::fresh_name(random())));
  const judge::Mailbox client(judge::abstract(judge::fresh_name(random()) + " the client"));
  client.send(server.address(), "question");
  auto datagram = student.call<&lab::receive_from>(server.fd(), std::size_t{100});
  EXPECT_EQ(judge::as_text(datagram->bytes), "question");
  EXPECT_EQ(judge::path_bytes(datagram->sender), judge::path_bytes(client.address()));
}

TEST_F(ReceiveFrom, RefusesWhatIsTooBig) {
  ask("Is a datagram of more than `limit` bytes refused, and is the next one whole?",
      "notes/02-unix-domain.md#too-big");
  const judge::Mailbox server(judge::abstract(judge::fresh_name(random())));
  const judge::Mailbox client;
  client.send(server.address(), "far too long");
  client.send(server.address(), "short");
  EXPECT_TRUE(threw(student.call<&lab::receive_from>(server.fd(), std::size_t{6}), "receive_from", EMSGSIZE));
  EXPECT_EQ(judge::as_text(student.call<&lab::receive_from>(server.fd(), std::size_t{6})->bytes), "short");
}

TEST_F(ReceiveFrom, TakesAnEmptyDatagram) {
  ask("Is a datagram of no bytes a datagram?", "notes/02-unix-domain.md#datagrams-with-a-name");
  const judge::Mailbox server(judge::abstract(judge::fresh_name(random())));
  const judge::Mailbox client(judge::abstract(judge::fresh_name(random())));
  for (const std::string_view bytes : {"", "after"}) client.send(server.address(), bytes);
  auto empty = student.call<&lab::receive_from>(server.fd(), std::size_t{100});
  EXPECT_TRUE(empty->bytes.empty());
  EXPECT_EQ(empty->sender.length, client.address().length);
  EXPECT_EQ(judge::as_text(student.call<&lab::receive_from>(server.fd(), std::size_t{100})->bytes), "after");
}

}  // namespace
