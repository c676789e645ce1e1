// Lab 06, the contract: what you write in address_conversion.cpp, and what the tests rely on.
//
// People write addresses as text, the kernel wants structs. 06.1 to 06.4 convert by hand, without inet_pton, inet_ntop
// and their older kin: here you build what they are made of. (Nothing checks that; the tests judge results only.)
// What a function refuses as text it returns as absent; a call that fails throws std::system_error.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/address.hpp"
#include "support/errors.hpp"
#include "support/fd.hpp"
#include "support/resolver_error.hpp"

namespace lab {

/// 06.1  The address that all of `text` is: four decimal numbers from 0 to 255, a dot between, no sign, no space, no
/// leading zero (0 itself is written 0). Absent for every other text. A std::string_view has no NUL at its end, and
/// may have one within, which is a character like any other: one that has no place here. (in_addr holds the address in
/// network byte order.)
std::optional<in_addr> parse_ipv4(std::string_view text);

/// 06.2  "192.0.2.1", as parse_ipv4 takes it.
std::string format_ipv4(in_addr address);
/// "192.0.2.1-192.0.2.9": both addresses, a hyphen between.
std::string format_ipv4_range(in_addr first, in_addr last);

/// 06.3  The address that all of `text` is, in any of the forms of RFC 4291, section 2.2:
///  - eight groups of one to four hexadecimal digits, upper or lower case, a colon between;
///  - "::", once at most, in the place of one or more groups of zeros, at either end or between;
///  - an IPv4 address, as parse_ipv4 takes it, in the place of the last two groups.
/// Absent for every other text, with a scope ("fe80::1%lo"), a prefix length or brackets, too.
std::optional<in6_addr> parse_ipv6(std::string_view text);
/// Whether both texts are IPv6 addresses, and the same one. False if either is none.
bool same_ipv6(std::string_view one, std::string_view other);

/// 06.4  The one text that RFC 5952 recommends: lower case; no leading zeros; the longest run of two or more groups of
/// zeros as "::", the first one if several are longest. An IPv4-mapped address (::ffff:0:0/96) ends in the dotted
/// form: "::ffff:192.0.2.1". Other addresses have none. (Exception: of ::/96 and where bits 96 to 111 are not all zero,
/// "::102:304" and "::1.2.3.4" are both fine. Such addresses are out of use, and libraries differ.)
std::string format_ipv6(const in6_addr& address);

/// 06.5  The port that all of `text` is: a decimal number from 0 to 65535, digits only, no leading zero (0 itself is
/// written 0). Absent for every other text.
std::optional<std::uint16_t> parse_port(std::string_view text);

struct HostService {
  std::string host;
  std::string service;
  bool operator==(const HostService&) const = default;
};
/// Splits "host:service" and "[address]:service". Neither part may be empty. Without brackets there is just one colon,
/// and no bracket anywhere; the parts may be anything else. In brackets stands an IPv6 address (see parse_ipv6),
/// perhaps followed by % and a scope of at least one character, in which there is no bracket. `host` is returned
/// without the brackets, with the scope. The service has neither colon nor bracket. Absent for every other text.
std::optional<HostService> split_host_port(std::string_view text);

/// 06.6  What the addresses are for.
enum class Purpose { connect, listen };

/// The addresses of `host` for TCP with the port of `service`, by getaddrinfo(3): of both families, each one once, in
/// its order, all of each socket address (port, scope id).
///  - host: a name or an address; empty: this host itself (AF_INET and AF_INET6: loopback to connect, the wildcard
///    addresses to listen, AI_PASSIVE).
///  - service: a name or a number; empty: port 0. One that consists of digits must be a port as parse_port takes it,
///    else it is EAI_SERVICE. (getaddrinfo makes port 4464 of "70000".)
///  - Both empty: EAI_NONAME.
///  - A NUL in host is EAI_NONAME, one in service EAI_SERVICE. (C's functions would end the text there.)
/// Throws as throw_gai("getaddrinfo", …) does. The list is freed, whatever happens.
std::vector<Address> resolve(const std::string& host, const std::string& service, Purpose purpose);

/// 06.7  "192.0.2.1:80", "[2001:db8::1]:80", "[fe80::1%lo]:80": numbers only, by getnameinfo(3), so that no name is
/// looked up; the scope, where there is one, as getnameinfo writes it: the interface's name or number. Any family but
/// AF_INET and AF_INET6, and a length too short for its family, is throw_gai("getnameinfo", EAI_FAMILY).
std::string describe(const Address& address);

/// 06.8  A TCP connection to `service` at `host`: tries the addresses of resolve(host, service, Purpose::connect), one
/// after the other, in their order, each once, until one connects. The connection is in blocking mode, close-on-exec.
/// An address fails when socket or connect fails; its socket, if there is one, is closed before the next one is
/// tried. When all have failed: throws for the call ("socket" or "connect") and the errno of the last one. What
/// resolve throws goes on as it is. (An interrupted connect, see lab 01, is not asked for here.)
Fd connect_to_any(const std::string& host, const std::string& service);

}  // namespace lab
