// Lab 05, the model solution. README.md beside it says why each piece is as it is.
#include "address_structs.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <tuple>

namespace lab {
namespace {

constexpr std::size_t path_at = offsetof(sockaddr_un, sun_path);
constexpr socklen_t longest_unix = sizeof(sockaddr_un) + 1;  // a path of 108 bytes, and the NUL that Linux counts

/// A copy of the struct that an address holds. Only for the family that has it.
template <class Sockaddr>
Sockaddr read(const Address& address) {
  Sockaddr copy{};
  std::memcpy(&copy, &address.storage, sizeof copy);
  return copy;
}

/// The bytes of an IP address, in network byte order; none for Unix.
std::string ip_bytes(const Address& address) {
  if (address.family() == AF_INET) {
    const auto ipv4 = read<sockaddr_in>(address);
    return {reinterpret_cast<const char*>(&ipv4.sin_addr), sizeof ipv4.sin_addr};
  }
  if (address.family() == AF_INET6) {
    const auto ipv6 = read<sockaddr_in6>(address);
    return {reinterpret_cast<const char*>(&ipv6.sin6_addr), sizeof ipv6.sin6_addr};
  }
  return {};
}

std::uint32_t scope_of(const Address& address) {
  return address.family() == AF_INET6 ? read<sockaddr_in6>(address).sin6_scope_id : 0;
}

/// IPv4, IPv6, Unix.
int rank_of(const Address& address) { return address.family() == AF_INET ? 0 : address.family() == AF_INET6 ? 1 : 2; }

/// All that counts of an address, and nothing else, in the order in which it counts.
using Key = std::tuple<int, std::string, in_port_t, std::uint32_t, std::string>;
Key key_of(const Address& address) {
  return {rank_of(address), ip_bytes(address), port_of(address).value_or(0), scope_of(address),
          unix_name(address).value_or("")};
}

// ::ffff:0:0/96
constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

/// Whether the first `bits` bits of both are the same.
bool shares_prefix(std::uint32_t a, std::uint32_t b, int bits) { return (a ^ b) >> (32 - bits) == 0; }

Reach reach_of_ipv4(std::uint32_t address) {
  if (address == INADDR_ANY) return Reach::unspecified;
  if (shares_prefix(address, 0x7F000000, 8)) return Reach::loopback;
  if (shares_prefix(address, 0x0A000000, 8)) return Reach::private_use;
  if (shares_prefix(address, 0xAC100000, 12)) return Reach::private_use;
  if (shares_prefix(address, 0xC0A80000, 16)) return Reach::private_use;
  if (shares_prefix(address, 0xA9FE0000, 16)) return Reach::link_local;
  if (shares_prefix(address, 0xE0000000, 4)) return Reach::multicast;
  return Reach::global;
}

Reach reach_of_ipv6(const in6_addr& address) {
  const auto& bytes = address.s6_addr;
  if (std::memcmp(&address, &in6addr_any, sizeof address) == 0) return Reach::unspecified;
  if (std::memcmp(&address, &in6addr_loopback, sizeof address) == 0) return Reach::loopback;
  if ((bytes[0] & 0xFE) == 0xFC) return Reach::private_use;
  if (bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80) return Reach::link_local;
  if (bytes[0] == 0xFF) return Reach::multicast;
  return Reach::global;
}

}  // namespace

// 05.1

void fill_ipv4(sockaddr_in& to, in_addr_t address, in_port_t port) {
  to = {};  // sin_zero, too
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(address);
}

void fill_ipv6(sockaddr_in6& to, const in6_addr& address, in_port_t port, std::uint32_t scope) {
  to = {};  // sin6_flowinfo, too
  to.sin6_family = AF_INET6;
  to.sin6_port = htons(port);
  to.sin6_addr = address;    // bytes already: there is no order to change
  to.sin6_scope_id = scope;  // the number of an interface of this host: it never travels
}

// 05.2

Address to_address(std::span<const std::byte> room, socklen_t length) {
  sa_family_t family = AF_UNSPEC;
  if (length < sizeof family || length > room.size()) throw_errno("to_address", EINVAL);
  std::memcpy(&family, room.data(), sizeof family);
  bool fits = false;
  if (family == AF_INET) {
    fits = length == sizeof(sockaddr_in);
  } else if (family == AF_INET6) {
    fits = length == sizeof(sockaddr_in6);
  } else if (family == AF_UNIX) {
    fits = length <= longest_unix;
  } else {
    throw_errno("to_address", EAFNOSUPPORT);
  }
  if (!fits) throw_errno("to_address", EINVAL);
  Address address;
  std::memcpy(&address.storage, room.data(), length);
  address.length = length;
  return address;
}

std::optional<in_port_t> port_of(const Address& address) {
  if (address.family() == AF_INET) return ntohs(read<sockaddr_in>(address).sin_port);
  if (address.family() == AF_INET6) return ntohs(read<sockaddr_in6>(address).sin6_port);
  return std::nullopt;
}

std::optional<std::string> unix_name(const Address& address) {
  if (address.family() != AF_UNIX) return std::nullopt;
  std::string name(reinterpret_cast<const char*>(&address.storage) + path_at, address.length - path_at);
  const bool is_path = !name.empty() && name.front() != '\0';
  if (is_path) name.resize(std::min(name.size(), name.find('\0')));
  return name;
}

// 05.3

bool same(const Address& a, const Address& b) { return key_of(a) == key_of(b); }

bool comes_before(const Address& a, const Address& b) { return key_of(a) < key_of(b); }

std::size_t hash_of(const Address& address) {
  const auto [rank, ip, port, scope, name] = key_of(address);
  const std::string all = std::to_string(port) + ' ' + std::to_string(scope) + ' ' + ip + name;
  return std::hash<std::string>{}(all);
}

// 05.4

bool is_v4_mapped(const Address& address) {
  if (address.family() != AF_INET6) return false;
  const auto ipv6 = read<sockaddr_in6>(address);
  return std::equal(mapped_prefix.begin(), mapped_prefix.end(), ipv6.sin6_addr.s6_addr);
}

Address map_v4(const Address& address) {
  if (address.family() != AF_INET) return address;
  const auto ipv4 = read<sockaddr_in>(address);
  sockaddr_in6 mapped{};
  mapped.sin6_family = AF_INET6;
  mapped.sin6_port = ipv4.sin_port;  // in network byte order, here and there
  std::copy(mapped_prefix.begin(), mapped_prefix.end(), mapped.sin6_addr.s6_addr);
  std::memcpy(mapped.sin6_addr.s6_addr + mapped_prefix.size(), &ipv4.sin_addr, sizeof ipv4.sin_addr);
  return make_address(mapped);
}

Address unmap_v4(const Address& address) {
  if (!is_v4_mapped(address)) return address;
  const auto mapped = read<sockaddr_in6>(address);
  sockaddr_in ipv4{};
  ipv4.sin_family = AF_INET;
  ipv4.sin_port = mapped.sin6_port;
  std::memcpy(&ipv4.sin_addr, mapped.sin6_addr.s6_addr + mapped_prefix.size(), sizeof ipv4.sin_addr);
  return make_address(ipv4);
}

// 05.5

std::optional<Reach> reach_of(const Address& address) {
  const Address plain = unmap_v4(address);
  if (plain.family() == AF_INET) return reach_of_ipv4(ntohl(read<sockaddr_in>(plain).sin_addr.s_addr));
  if (plain.family() == AF_INET6) return reach_of_ipv6(read<sockaddr_in6>(plain).sin6_addr);
  return std::nullopt;
}

// 05.6

Address local_address(int socket) {
  Address address;
  address.length = sizeof address.storage;  // in: the room; out: the address's own length
  if (::getsockname(socket, address.get(), &address.length) == -1) throw_errno("getsockname");
  return unmap_v4(address);
}

std::optional<Address> peer_address(int socket) {
  Address address;
  address.length = sizeof address.storage;
  if (::getpeername(socket, address.get(), &address.length) == -1) {
    if (errno == ENOTCONN) return std::nullopt;
    throw_errno("getpeername");
  }
  return unmap_v4(address);
}

}  // namespace lab
