// Lab 05, the contract: what you write in address_structs.cpp, and what the tests rely on.
//
// Address (support/address.hpp) holds a socket address of any family as the kernel takes and gives it: bytes, and how
// many of them count. Here you look inside. Families are AF_INET (IPv4), AF_INET6 (IPv6) and AF_UNIX; an Address that a
// function gets is of one of these, with a length that fits it. What lies in its storage behind the length counts for
// nothing, and may be anything; in an Address that a function makes, it is zero.
//
// Numbers in parameters and results are in host byte order. In the structs, ports and addresses are in network byte
// order (htons(3) and its kin convert); family and scope id are not. Everything must be right on little-endian and on
// big-endian machines.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "support/address.hpp"
#include "support/errors.hpp"

namespace lab {

/// 05.1  Makes `to` the IPv4 address `address` (such as INADDR_LOOPBACK) with `port`: ip(7). Every byte of `to` is set,
/// whatever it held before; those of sin_zero to zero.
void fill_ipv4(sockaddr_in& to, in_addr_t address, in_port_t port);

/// 05.1  Makes `to` the IPv6 address `address` (such as in6addr_loopback) with `port` and the scope id `scope`:
/// ipv6(7). Every byte of `to` is set, whatever it held before; the flow information to zero.
void fill_ipv6(sockaddr_in6& to, const in6_addr& address, in_port_t port, std::uint32_t scope);

/// 05.2  The address that accept(2), getsockname(2) or recvfrom(2) has left at the front of `room`, the bytes that it
/// was offered, when it says that the address is `length` bytes long. `room` may begin at any memory address. The
/// result has this length and exactly these bytes.
/// Throws std::system_error whose text begins with "to_address":
///   EINVAL        if `length` is greater than the room (the address was cut off), less than 2 (there is no family), or
///                 not right for the family: 16 for IPv4, 28 for IPv6, from 2 to 111 for Unix. (111 is no slip: Linux
///                 counts a NUL behind a path that fills all 108 bytes.)
///   EAFNOSUPPORT  if the family is any other.
Address to_address(std::span<const std::byte> room, socklen_t length);

/// 05.2  The port; absent for Unix addresses, which have none. 0 is a port.
std::optional<in_port_t> port_of(const Address& address);

/// 05.2  The name of a Unix address, unix(7); absent for other families.
///   unnamed    length 2: "".
///   abstract   the first byte of sun_path is NUL: all bytes up to the length, this NUL and others included.
///   a path     up to its first NUL, or up to the length if there is none before.
std::optional<std::string> unix_name(const Address& address);

/// 05.3  Whether both say the same: the same family, and the same IP address, port and scope id, or the same name
/// (unix_name). Nothing else counts: not sin_zero, not the flow information, nothing behind a path's NUL. An IPv4
/// address and the v4-mapped IPv6 address of it are not the same.
bool same(const Address& a, const Address& b);

/// 05.3  Whether `a` comes before `b` in a list that is sorted by family (IPv4, IPv6, Unix), then by IP address, byte
/// by byte, then by port, then by scope id, as numbers. Unix addresses are sorted by name, byte by byte; a name comes
/// before a longer one that begins with it. Bytes are numbers from 0 to 255. Of two that are the same neither comes
/// before the other.
bool comes_before(const Address& a, const Address& b);

/// 05.3  A number for hash tables: equal for addresses that are the same. Of addresses that differ in one thing (IP
/// address, port, scope id or name), at least 95 of 100 get numbers of their own.
std::size_t hash_of(const Address& address);

/// 05.4  Whether it is an IPv6 address that stands for an IPv4 address: ::ffff:0:0/96 (RFC 4291, section 2.5.5.2).
bool is_v4_mapped(const Address& address);

/// 05.4  An IPv4 address as a v4-mapped IPv6 address with the same port, without flow information and scope; any
/// other address as it is.
Address map_v4(const Address& address);

/// 05.4  A v4-mapped address as the IPv4 address that it stands for, with the same port; any other address as it is.
Address unmap_v4(const Address& address);

/// How far an IP address reaches.
enum class Reach : int {
  unspecified,  ///< 0.0.0.0, ::                          no address yet, or every one of this host's
  loopback,     ///< 127.0.0.0/8, ::1                     this host only
  private_use,  ///< 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7 ("unique local")   an organisation's own
  link_local,   ///< 169.254.0.0/16, fe80::/10            one link
  multicast,    ///< 224.0.0.0/4, ff00::/8                a group of hosts
  global,       ///< all others, the few other reserved ones included
};

/// 05.5  The kind of an IP address; a v4-mapped one is of the kind of the IPv4 address that it stands for. Absent for
/// Unix addresses.
std::optional<Reach> reach_of(const Address& address);

/// 05.6  The address of the socket itself: getsockname(2). For any TCP, UDP or Unix socket, bound or not, with its true
/// length; v4-mapped addresses unmapped. `socket` is borrowed: it stays open. When the call fails: std::system_error,
/// whose text begins with "getsockname" and whose code is its errno.
Address local_address(int socket);

/// 05.6  The same for the other end: getpeername(2). Absent when the socket is not connected (ENOTCONN); every other
/// error is thrown. A peer without a name is a peer: its address is unnamed.
std::optional<Address> peer_address(int socket);

}  // namespace lab
