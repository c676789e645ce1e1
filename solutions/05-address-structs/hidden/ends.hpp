// Hidden tests of 05.6: both ends of sockets of every kind, as the kernel tells them. What is right, the examiner asks
// the kernel itself, or has bound itself.
#pragma once

#include <fcntl.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>

#include "exam/folder.hpp"
#include "reference.hpp"

namespace hidden {

inline lab::Fd make_socket(int family, int type) {
  lab::Fd socket(::socket(family, type | SOCK_CLOEXEC, 0));
  if (!socket) lab::throw_errno("socket (by the test)");
  return socket;
}
inline lab::Fd bound(int type, const Address& where) {
  lab::Fd socket = make_socket(where.family(), type);
  if (::bind(socket.get(), where.get(), where.length) == -1) lab::throw_errno("bind (by the test)");
  return socket;
}
inline void connect_to(const lab::Fd& socket, const Address& where) {
  if (::connect(socket.get(), where.get(), where.length) == -1) lab::throw_errno("connect (by the test)");
}
inline void listen_on(const lab::Fd& socket) {
  if (::listen(socket.get(), 4) == -1) lab::throw_errno("listen (by the test)");
}
inline lab::Fd accept_from(const lab::Fd& listener) {
  lab::Fd connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!connection) lab::throw_errno("accept4 (by the test)");
  return connection;
}

/// An abstract name that nobody else has, of so many bytes with its NUL: the kernel gave its front.
inline Address abstract_name(std::size_t size) {
  const lab::Fd socket = make_socket(AF_UNIX, SOCK_STREAM);
  const sockaddr any{AF_UNIX, {}};
  if (::bind(socket.get(), &any, sizeof any.sa_family) == -1) lab::throw_errno("bind (by the test)");
  std::string name = bytes_of(exam::local_address(socket.get())).substr(2);
  name.resize(size, '+');
  return unix_exactly(name);
}

/// A connection whose both sockets are IPv6, of a client that came by IPv4: the client, and the server's end.
struct Mapped {
  lab::Fd client;
  lab::Fd server;
};
inline Mapped mapped_connection() {
  const lab::Fd listener = make_socket(AF_INET6, SOCK_STREAM);
  const int off = 0;
  ::setsockopt(listener.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  const Address where = exam::fresh_loopback();
  const Address within = Ipv6{sixteen({}, "\xFF\xFF" + bytes_of(where).substr(4, 4))}.address();
  if (::bind(listener.get(), within.get(), within.length) == -1) lab::throw_errno("bind (by the test)");
  listen_on(listener);
  const std::string server = bytes_of(exam::local_address(listener.get()));
  lab::Fd client = bound(SOCK_STREAM, exam::fresh_loopback());
  connect_to(client, judge::address_of(
                         judge::bytes(AF_INET, server.substr(2, 2) + server.substr(20, 4) + std::string(8, '\0'))));
  return {std::move(client), accept_from(listener)};
}

struct LocalAddress : exam::Test {
  std::string local(const lab::Fd& socket) { return show(*student.call<&lab::local_address>(socket)); }
};

TEST_F(LocalAddress, KeepsTheScope) {
  ask("Is the scope id of a link-local address kept?", end_notes);
  const lab::Fd socket(::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const Address group = Ipv6{sixteen("\xFF\x02", "\1"), 0, 1}.address();  // ff02::1 at interface 1, which is lo
  if (!socket || ::bind(socket.get(), group.get(), group.length) == -1) GTEST_SKIP() << "no IPv6 here";
  const Address expected = exam::local_address(socket.get());
  ASSERT_EQ(bytes_of(expected).substr(24), judge::in_memory(std::uint32_t{1}));
  EXPECT_EQ(local(socket), show(expected));
}

TEST_F(LocalAddress, OfASocketThatIsNotBound) {
  ask("Has a socket that is not bound an address, too: 0.0.0.0, port 0?", end_notes);
  EXPECT_EQ(local(make_socket(AF_INET, SOCK_STREAM)), show(Ipv4{}.address()));
  EXPECT_EQ(local(make_socket(AF_INET, SOCK_DGRAM)), show(Ipv4{}.address()));
}

TEST_F(LocalAddress, OfUnixSocketsOfEveryLength) {
  ask("Has the address of a Unix socket its true length, from the 111 bytes that Linux gives for a path of 108, to 2?",
      end_notes);
  const exam::Folder folder(student);
  std::string path = bytes_of(folder.address("x")).substr(2);
  path.resize(path.find('\0'));
  path.resize(sizeof(sockaddr_un{}.sun_path), 'x');
  const lab::Fd socket = bound(SOCK_STREAM, unix_exactly(path));
  const Address expected = unix_path(path);
  ASSERT_EQ(show(exam::local_address(socket.get())), show(expected));
  EXPECT_EQ(local(socket), show(expected));
  for (const std::size_t size : {108U, 20U, 6U}) {
    const Address name = abstract_name(size);
    EXPECT_EQ(local(bound(SOCK_DGRAM, name)), show(name));
  }
  EXPECT_EQ(local(make_socket(AF_UNIX, SOCK_STREAM)), show(unix_exactly("")));
}

TEST_F(LocalAddress, IsWholeAfterAShorterOne) {
  ask("Is each address whole when the one before was shorter?", end_notes);
  const lab::Fd unnamed = make_socket(AF_UNIX, SOCK_STREAM);
  const lab::Fd long_name = bound(SOCK_STREAM, abstract_name(60));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(local(unnamed), show(unix_exactly("")));
    EXPECT_EQ(local(long_name), show(exam::local_address(long_name.get())));
  }
}

TEST_F(LocalAddress, IsUnmapped) {
  ask("Is the server's end of an IPv4 client's connection an IPv4 address, though its socket is IPv6?", end_notes);
  if (!judge::has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const Mapped connection = mapped_connection();
  EXPECT_EQ(local(connection.server), show(exam::remote_address(connection.client.get())));
}

TEST_F(LocalAddress, ReportsWhatFailed) {
  ask("Is a failed getsockname(2) reported?", end_notes);
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  const lab::Fd out(pipe[0]);
  const lab::Fd in(pipe[1]);
  EXPECT_TRUE(threw(student.call<&lab::local_address>(out), "getsockname", ENOTSOCK));
  EXPECT_TRUE(threw(student.call<&lab::local_address>(-1), "getsockname", EBADF));
  student.fail(Syscall::getsockname, every(), ENOBUFS);
  EXPECT_TRUE(threw(student.call<&lab::local_address>(datagram_socket()), "getsockname", ENOBUFS));
}

TEST_F(LocalAddress, TakesDescriptorZeroAndLeavesItOpen) {
  ask("Is 0 a descriptor like any other, and does it stay open?", end_notes);
  const lab::Fd socket = datagram_socket();
  student.close_standard_input();  // now the socket is number 0
  auto outcome = student.call<&lab::local_address>(socket);
  EXPECT_EQ(show(*outcome), show(exam::local_address(socket.get())));
  EXPECT_EQ(outcome.leaked, 0) << "A plain int is borrowed: do not close it, and leave no other descriptor open.";
}

struct PeerAddress : exam::Test {
  std::string peer(const lab::Fd& socket) { return show(*student.call<&lab::peer_address>(socket)); }
};

TEST_F(PeerAddress, OfAConnectedDatagramSocket) {
  ask("Has a connected UDP socket a peer?", end_notes);
  exam::DatagramPeer other = datagram_peer();
  EXPECT_EQ(peer(connected_datagram_socket(other.address())), show(other.address()));
}

TEST_F(PeerAddress, OfUnixSockets) {
  ask("Is a peer named or unnamed as it is, in any order, and absent without a connection?", end_notes);
  auto [here, there] = unix_pair();
  EXPECT_EQ(peer(there), show(unix_exactly("")));
  const lab::Fd listener = bound(SOCK_STREAM, abstract_name(60));
  listen_on(listener);
  const lab::Fd client = make_socket(AF_UNIX, SOCK_STREAM);
  connect_to(client, exam::local_address(listener.get()));
  const lab::Fd server = accept_from(listener);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(peer(server), show(unix_exactly("")));
    EXPECT_EQ(peer(client), show(exam::local_address(listener.get())));
  }
  EXPECT_EQ(peer(make_socket(AF_UNIX, SOCK_DGRAM)), "absent");
  EXPECT_EQ(peer(bound(SOCK_STREAM, abstract_name(20))), "absent");
}

TEST_F(PeerAddress, IsUnmapped) {
  ask("Is a client that came by IPv4 to an IPv6 socket shown with its IPv4 address?", end_notes);
  if (!judge::has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const Mapped connection = mapped_connection();
  EXPECT_EQ(peer(connection.server), show(exam::local_address(connection.client.get())));
}

TEST_F(PeerAddress, ReportsWhatFailed) {
  ask("Is every failure of getpeername(2) reported but ENOTCONN?", end_notes);
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  const lab::Fd out(pipe[0]);
  const lab::Fd in(pipe[1]);
  EXPECT_TRUE(threw(student.call<&lab::peer_address>(out), "getpeername", ENOTSOCK));
  EXPECT_TRUE(threw(student.call<&lab::peer_address>(-1), "getpeername", EBADF));
  auto [here, there] = stream_pair();
  student.fail(Syscall::getpeername, every(), ENOBUFS);
  EXPECT_TRUE(threw(student.call<&lab::peer_address>(there), "getpeername", ENOBUFS));
}

TEST_F(PeerAddress, TakesDescriptorZeroAndLeavesItOpen) {
  ask("Is 0 a descriptor like any other, and does it stay open?", end_notes);
  auto [here, there] = stream_pair();
  student.close_standard_input();
  auto outcome = student.call<&lab::peer_address>(there);
  EXPECT_EQ(show(*outcome), show(here.address()));
  EXPECT_EQ(outcome.leaked, 0) << "A plain int is borrowed: do not close it, and leave no other descriptor open.";
}

}  // namespace hidden
