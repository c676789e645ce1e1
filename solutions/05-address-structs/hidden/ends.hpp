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

using exam::has_ipv6;
using exam::is_borrowed;
using judge::accept_from;
using judge::bind_to;
using judge::bound;
using judge::connect_to;
using judge::listen_on;
using judge::make_socket;

/// An abstract name that nobody else has, of so many bytes with its first NUL.
inline Address abstract_name(std::mt19937_64& random, std::size_t size) {
  return unix_exactly("\0"s + random_bytes(random, size - 1));
}

/// An IPv6 socket that takes part in IPv4, too.
inline lab::Fd dual_stack_socket(int type) {
  lab::Fd socket = make_socket(AF_INET6, type);
  const int off = 0;
  if (::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) == -1)
    lab::throw_errno("setsockopt (by the test)");
  return socket;
}

/// A connection between an IPv4 client and a server whose sockets are IPv6.
struct Mapped {
  lab::Fd client;
  lab::Fd server;
};
inline Mapped mapped_connection() {
  const lab::Fd listener = dual_stack_socket(SOCK_STREAM);
  bind_to(listener, as_mapped(exam::fresh_loopback()));
  listen_on(listener);
  lab::Fd client = bound(SOCK_STREAM, exam::fresh_loopback());
  connect_to(client, as_ipv4(exam::local_address(listener.get())));
  return {std::move(client), accept_from(listener)};
}

struct LocalAddress : exam::Test {
  std::string local(const lab::Fd& socket) {
    auto outcome = student.call<&lab::local_address>(socket);
    EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
    return show(*outcome);
  }
};

TEST_F(LocalAddress, KeepsTheScope) {
  ask("Is the scope id of a link-local address kept?", end_notes);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const Address group = Ipv6{sixteen("\xFF\x02", "\1"), 0, 1}.address();  // ff02::1 at interface 1, which is lo
  const lab::Fd socket = bound(SOCK_DGRAM, group);
  const Address expected = exam::local_address(socket.get());
  ASSERT_EQ(bytes_of(expected).substr(24), judge::in_memory(std::uint32_t{1}));
  expect_shown(local(socket), show(expected));
}

TEST_F(LocalAddress, OfASocketThatIsNotBound) {
  ask("Has a socket that is not bound an address, too: 0.0.0.0 or ::, port 0?", end_notes);
  expect_shown(local(make_socket(AF_INET, SOCK_STREAM)), show(Ipv4{}.address()));
  expect_shown(local(make_socket(AF_INET, SOCK_DGRAM)), show(Ipv4{}.address()));
  if (!has_ipv6()) return;
  expect_shown(local(make_socket(AF_INET6, SOCK_DGRAM)), show(Ipv6{}.address()));
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
  expect_shown(local(socket), show(expected));
  for (const std::size_t size : {108U, 20U, 6U}) {
    const Address name = abstract_name(random(), size);
    expect_shown(local(bound(SOCK_DGRAM, name)), show(name));
  }
  expect_shown(local(make_socket(AF_UNIX, SOCK_STREAM)), show(unix_exactly("")));
}

TEST_F(LocalAddress, IsWholeAfterAShorterOne) {
  ask("Is each address whole when the one before was shorter?", end_notes);
  const lab::Fd unnamed = make_socket(AF_UNIX, SOCK_STREAM);
  const lab::Fd long_name = bound(SOCK_STREAM, abstract_name(random(), 60));
  for (int i = 0; i < 2; ++i) {
    expect_shown(local(unnamed), show(unix_exactly("")));
    expect_shown(local(long_name), show(exam::local_address(long_name.get())));
  }
}

TEST_F(LocalAddress, IsUnmapped) {
  ask("Is an IPv6 socket that is at an IPv4 address shown with that, for TCP and for UDP?", end_notes);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const Mapped connection = mapped_connection();
  expect_shown(local(connection.server), show(exam::remote_address(connection.client.get())));
  const lab::Fd socket = dual_stack_socket(SOCK_DGRAM);
  bind_to(socket, as_mapped(exam::fresh_loopback()));
  expect_shown(local(socket), show(as_ipv4(exam::local_address(socket.get()))));
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
  expect_shown(local(socket), show(exam::local_address(socket.get())));
}

struct PeerAddress : exam::Test {
  std::string peer(const lab::Fd& socket) {
    auto outcome = student.call<&lab::peer_address>(socket);
    EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
    return show(*outcome);
  }
};

TEST_F(PeerAddress, OfAConnectedDatagramSocket) {
  ask("Has a connected UDP socket a peer?", end_notes);
  exam::DatagramPeer other = datagram_peer();
  expect_shown(peer(connected_datagram_socket(other.address())), show(other.address()));
}

TEST_F(PeerAddress, OfUnixSockets) {
  ask("Is a peer named or unnamed as it is, in any order, and absent without a connection?", end_notes);
  auto [here, there] = unix_pair();
  expect_shown(peer(there), show(unix_exactly("")));
  const lab::Fd listener = bound(SOCK_STREAM, abstract_name(random(), 108));
  listen_on(listener);
  const lab::Fd client = make_socket(AF_UNIX, SOCK_STREAM);
  connect_to(client, exam::local_address(listener.get()));
  const lab::Fd server = accept_from(listener);
  for (int i = 0; i < 2; ++i) {
    expect_shown(peer(server), show(unix_exactly("")));
    expect_shown(peer(client), show(exam::local_address(listener.get())));
  }
  expect_shown(peer(make_socket(AF_UNIX, SOCK_DGRAM)), "absent");
  expect_shown(peer(bound(SOCK_STREAM, abstract_name(random(), 20))), "absent");
}

TEST_F(PeerAddress, IsUnmapped) {
  ask("Is a client that came by IPv4 to an IPv6 socket shown with its IPv4 address?", end_notes);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const Mapped connection = mapped_connection();
  expect_shown(peer(connection.server), show(exam::local_address(connection.client.get())));
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

}  // namespace hidden
