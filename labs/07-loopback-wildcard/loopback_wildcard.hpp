// Lab 07, the contract: what you write in loopback_wildcard.cpp, and what the tests rely on.
//
// For every function: a system call that fails becomes a std::system_error whose text begins with the name of that
// call and whose code is its errno (support/errors.hpp has throw_errno). EINTR is no failure. When a function throws,
// no descriptor that it opened stays open. A plain int is borrowed: it stays open, and as it is. Nothing here may
// change how the process handles any signal. Ports are in host byte order, and addresses never link-local or multicast.
//
// A listener is a TCP socket that listens: in blocking mode, close-on-exec from its first instant, with SO_REUSEADDR
// set before it is bound. At least 16 connections may wait in it to be accepted. It shares its port with no listener
// with which it collides (07.5): bind(2) or listen(2) says EADDRINUSE. Port 0 lets the kernel choose one that is free
// (an ephemeral port).
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstddef>
#include <optional>
#include <span>

#include "support/address.hpp"
#include "support/errors.hpp"
#include "support/fd.hpp"

namespace lab {

/// 07.1  A listener for programs on this host only: at 127.0.0.1 (`family` AF_INET) or at ::1 (AF_INET6).
Fd listen_on_loopback(int family, in_port_t port);

/// 07.2  One listener at every address of this host, of IPv6 and of IPv4: :: (in6addr_any), with IPV6_V6ONLY off,
/// whatever this machine does by default (ipv6(7), bindv6only). Where the kernel has no IPv6, which socket(2) tells by
/// EAFNOSUPPORT: a listener at 0.0.0.0 (INADDR_ANY).
Fd listen_everywhere(in_port_t port);

/// Two listeners on one port: one at 0.0.0.0, for IPv4 only, and one at ::, for IPv6 only.
struct SideBySide {
  Fd ipv4;
  Fd ipv6;
};

/// 07.3  Both on `port`, which is not 0. If either cannot be had, neither stays.
SideBySide listen_side_by_side(in_port_t port);

/// 07.4  The port to which a socket (IPv4 or IPv6, TCP or UDP) is bound, by getsockname(2); 0 if it is not bound.
in_port_t local_port(int socket);

/// 07.4  Both on one port that is free for both: the kernel chooses it for one, and the other takes the same. If
/// somebody else has it there (EADDRINUSE from bind or listen), begins anew, with both closed. After 10 ports, at most
/// 100, none of which was free for both: throws that EADDRINUSE. Every other error is thrown at once.
SideBySide listen_on_a_free_port();

/// A socket's place: the address and port to which it is bound. `v6only` is its IPV6_V6ONLY, and counts only for an
/// IPv6 address.
struct Place {
  Address address;
  bool v6only = false;
};

/// 07.5  Whether what is sent to `destination` comes to a socket at `place`. Both are IPv4 or IPv6 addresses of this
/// host, or wildcards, and each has a port. An IPv6 address may be v4-mapped: it means the IPv4 address, in either
/// place (with v6only, no socket can be bound to one: nobody asks for that). A wildcard as a destination, of either
/// family, means the loopback address of that family: Linux takes it so.
bool reaches(const Address& destination, const Place& place);

/// 07.5  Whether two listeners cannot be at these places at once: bind(2) or listen(2) says EADDRINUSE to the second,
/// with SO_REUSEADDR or without.
bool collide(const Place& a, const Place& b);

/// Who may come.
enum class From : int {
  nobody,     ///< no one at all
  this_host,  ///< programs on this host
  anywhere,   ///< programs on this host and on others, as far as networks lead to it
};

/// Who can reach a socket by IPv4, and who by IPv6.
struct Callers {
  From ipv4 = From::nobody;
  From ipv6 = From::nobody;
};

/// 07.5  Who can reach `socket`, an IPv4 or IPv6 socket, TCP or UDP, that is not connected. A socket without a port is
/// reached by nobody, a TCP socket that does not listen, too.
Callers reachable_from(int socket);

/// 07.6  A UDP socket at every address of this host, of both families, or of IPv4 where the kernel has no IPv6, as in
/// 07.2; close-on-exec. It never shares its port: if somebody is bound there already, bind(2) says EADDRINUSE. The
/// kernel tells it with each datagram to which address that was sent: ip(7) IP_PKTINFO, ipv6(7) IPV6_RECVPKTINFO.
Fd open_udp_everywhere(in_port_t port);

/// A question that came.
struct Question {
  Address from;                     ///< who asked; an IPv4 client as an IPv4 address, never v4-mapped
  std::optional<Address> asked_at;  ///< the address of this host that was asked, in the same form, port 0
  unsigned interface = 0;           ///< the interface by which it came, as if_nametoindex(3) counts; 0: not told
  std::size_t size = 0;             ///< so many bytes of it are in the buffer
  bool truncated = false;           ///< it was longer than the buffer
};

/// 07.6  Waits for the next datagram, of any size, 0 included, and puts it into `buffer`. `socket` is a UDP socket of
/// either family, bound to a wildcard. `asked_at` is the address from which to answer: where the question was a
/// broadcast, that is this host's own address (ipi_spec_dst). Absent only when the kernel does not tell: it was not
/// asked to. It may have been asked for more (SO_TIMESTAMP and the like), up to 256 bytes of ancillary data in all, in
/// any order: cmsg(3).
Question receive_question(int socket, std::span<std::byte> buffer);

/// 07.6  Sends `answer` over the same socket, as one datagram, to whoever asked, from the address that was asked;
/// where that is absent, from whichever the kernel chooses.
void send_answer(int socket, const Question& question, std::span<const std::byte> answer);

}  // namespace lab
