// Another right solution: every IP address is one number of 128 bits, an IPv4 address that of its v4-mapped form.
// Ranges are prefixes of such numbers.
#include <cstring>
#include <functional>
#include <string_view>

#include "address_structs.hpp"

namespace lab {
namespace {

struct Number {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const Number&) const = default;
};

constexpr std::uint64_t mapped_low = 0x0000'FFFF'0000'0000;

/// The first `bits` bits of a number; the rest zero.
Number front(Number number, int bits) {
  const auto keep = [](std::uint64_t half, int count) {
    return count <= 0 ? 0 : count >= 64 ? half : half & ~std::uint64_t{0} << (64 - count);
  };
  return {keep(number.high, bits), keep(number.low, bits - 64)};
}

struct Range {
  Number prefix;
  int bits;
  Reach reach;
};
constexpr Range ranges[] = {
    {{0, 0}, 128, Reach::unspecified},
    {{0, 1}, 128, Reach::loopback},
    {{0xFC00'0000'0000'0000, 0}, 7, Reach::private_use},
    {{0xFE80'0000'0000'0000, 0}, 10, Reach::link_local},
    {{0xFF00'0000'0000'0000, 0}, 8, Reach::multicast},
    {{0, mapped_low}, 128, Reach::unspecified},
    {{0, mapped_low | 0x7F00'0000}, 96 + 8, Reach::loopback},
    {{0, mapped_low | 0x0A00'0000}, 96 + 8, Reach::private_use},
    {{0, mapped_low | 0xAC10'0000}, 96 + 12, Reach::private_use},
    {{0, mapped_low | 0xC0A8'0000}, 96 + 16, Reach::private_use},
    {{0, mapped_low | 0xA9FE'0000}, 96 + 16, Reach::link_local},
    {{0, mapped_low | 0xE000'0000}, 96 + 4, Reach::multicast},
};

/// What an address says, in numbers of this machine's.
struct Parts {
  int family = 0;  // 0 IPv4, 1 IPv6, 2 Unix
  Number ip;
  in_port_t port = 0;
  std::uint32_t scope = 0;
  std::string name;
  auto operator<=>(const Parts&) const = default;
};

Parts parts_of(const Address& address) {
  Parts parts;
  if (address.family() == AF_INET) {
    sockaddr_in ipv4;
    std::memcpy(&ipv4, &address.storage, sizeof ipv4);
    parts.ip = {0, mapped_low | ntohl(ipv4.sin_addr.s_addr)};
    parts.port = ntohs(ipv4.sin_port);
  } else if (address.family() == AF_INET6) {
    sockaddr_in6 ipv6;
    std::memcpy(&ipv6, &address.storage, sizeof ipv6);
    parts.family = 1;
    for (int i = 0; i < 8; ++i) parts.ip.high = parts.ip.high << 8 | ipv6.sin6_addr.s6_addr[i];
    for (int i = 8; i < 16; ++i) parts.ip.low = parts.ip.low << 8 | ipv6.sin6_addr.s6_addr[i];
    parts.port = ntohs(ipv6.sin6_port);
    parts.scope = ipv6.sin6_scope_id;
  } else {
    parts.family = 2;
    const char* begin = reinterpret_cast<const char*>(&address.storage) + sizeof(sa_family_t);
    std::string_view name(begin, address.length - sizeof(sa_family_t));
    if (!name.starts_with('\0')) name = name.substr(0, name.find('\0'));
    parts.name = name;
  }
  return parts;
}

bool is_mapped(Number ip) { return front(ip, 96) == Number{0, mapped_low}; }

template <class Sockaddr>
Address finished(const Sockaddr& whole) {
  Address address;
  std::memcpy(address.get(), &whole, sizeof whole);
  address.length = sizeof whole;
  return address;
}

in6_addr to_bytes(Number ip) {
  in6_addr bytes{};
  for (int i = 15; i >= 8; --i, ip.low >>= 8) bytes.s6_addr[i] = static_cast<std::uint8_t>(ip.low & 0xFF);
  for (int i = 7; i >= 0; --i, ip.high >>= 8) bytes.s6_addr[i] = static_cast<std::uint8_t>(ip.high & 0xFF);
  return bytes;
}

}  // namespace

void fill_ipv4(sockaddr_in& to, in_addr_t address, in_port_t port) {
  to = sockaddr_in{AF_INET, htons(port), {htonl(address)}, {}};
}

void fill_ipv6(sockaddr_in6& to, const in6_addr& address, in_port_t port, std::uint32_t scope) {
  to = sockaddr_in6{AF_INET6, htons(port), 0, address, scope};
}

Address to_address(std::span<const std::byte> room, socklen_t length) {
  if (length < 2 || length > room.size())
    throw std::system_error(EINVAL, std::generic_category(), "to_address: length");
  Address address;
  const auto whole = room.first(length);
  std::memcpy(&address.storage, whole.data(), whole.size() < sizeof address.storage ? whole.size() : 2);
  const sa_family_t family = address.family();
  const bool right = family == AF_INET    ? length == 16
                     : family == AF_INET6 ? length == 28
                     : family == AF_UNIX  ? length <= 111
                                         : throw std::system_error(EAFNOSUPPORT, std::generic_category(), "to_address");
  if (!right) throw std::system_error(EINVAL, std::generic_category(), "to_address: length");
  address.length = length;
  return address;
}

std::optional<in_port_t> port_of(const Address& address) {
  const Parts parts = parts_of(address);
  return parts.family == 2 ? std::nullopt : std::optional(parts.port);
}

std::optional<std::string> unix_name(const Address& address) {
  const Parts parts = parts_of(address);
  return parts.family == 2 ? std::optional(parts.name) : std::nullopt;
}

bool same(const Address& a, const Address& b) { return (parts_of(a) <=> parts_of(b)) == 0; }
bool comes_before(const Address& a, const Address& b) { return (parts_of(a) <=> parts_of(b)) < 0; }

std::size_t hash_of(const Address& address) {
  const Parts parts = parts_of(address);
  std::size_t hash = std::hash<std::string>{}(parts.name);
  for (const std::uint64_t number : {static_cast<std::uint64_t>(parts.family), parts.ip.high, parts.ip.low,
                                     std::uint64_t{parts.port}, std::uint64_t{parts.scope}})
    hash ^= number + 0x9E3779B97F4A7C15 + (hash << 6) + (hash >> 2);
  return hash;
}

bool is_v4_mapped(const Address& address) {
  const Parts parts = parts_of(address);
  return parts.family == 1 && is_mapped(parts.ip);
}

Address map_v4(const Address& address) {
  const Parts parts = parts_of(address);
  if (parts.family != 0) return address;
  sockaddr_in6 mapped;
  fill_ipv6(mapped, to_bytes(parts.ip), parts.port, 0);
  return finished(mapped);
}

Address unmap_v4(const Address& address) {
  const Parts parts = parts_of(address);
  if (parts.family != 1 || !is_mapped(parts.ip)) return address;
  sockaddr_in plain;
  fill_ipv4(plain, static_cast<in_addr_t>(parts.ip.low & 0xFFFF'FFFF), parts.port);
  return finished(plain);
}

std::optional<Reach> reach_of(const Address& address) {
  const Parts parts = parts_of(address);
  if (parts.family == 2) return std::nullopt;
  for (const Range& range : ranges) {
    if (front(parts.ip, range.bits) == range.prefix) return range.reach;
  }
  return Reach::global;
}

Address local_address(int socket) {
  Address address;
  address.length = sizeof address.storage;
  if (::getsockname(socket, address.get(), &address.length) < 0) throw_errno("getsockname");
  return unmap_v4(address);
}

std::optional<Address> peer_address(int socket) {
  try {
    Address address;
    address.length = sizeof address.storage;
    if (::getpeername(socket, address.get(), &address.length) < 0) throw_errno("getpeername");
    return unmap_v4(address);
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::not_connected) return std::nullopt;
    throw;
  }
}

}  // namespace lab
