// Another right solution: no struct's field is named and no htons called. Every number is put together from bytes, at
// the offsets that Linux documents.
#include <algorithm>
#include <cstring>
#include <vector>

#include "address_structs.hpp"

namespace lab {
namespace {

using Bytes = std::vector<unsigned char>;

constexpr std::size_t port_at = 2;
constexpr std::size_t ipv4_at = 4;
constexpr std::size_t ipv6_at = 8;
constexpr std::size_t scope_at = 24;
constexpr std::size_t name_at = 2;

Bytes bytes_of(const Address& address) {
  const auto* begin = reinterpret_cast<const unsigned char*>(&address.storage);
  return {begin, begin + address.length};
}

Address from_bytes(const Bytes& bytes) {
  Address address;
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<unsigned char*>(&address.storage));
  address.length = static_cast<socklen_t>(bytes.size());
  return address;
}

Bytes with_family(sa_family_t family, std::size_t size) {
  Bytes bytes(size, 0);
  std::memcpy(bytes.data(), &family, sizeof family);
  return bytes;
}

void put_port(Bytes& bytes, in_port_t port) {
  bytes[port_at] = static_cast<unsigned char>(port >> 8);
  bytes[port_at + 1] = static_cast<unsigned char>(port & 0xFF);
}

unsigned port_in(const Bytes& bytes) { return bytes[port_at] * 256U + bytes[port_at + 1]; }

Bytes part(const Bytes& bytes, std::size_t from, std::size_t size) {
  const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(from);
  return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

/// The bytes of the number that lies in this machine's order, the one that counts most first.
Bytes scope_bytes(const Bytes& bytes) {
  std::uint32_t scope = 0;
  std::memcpy(&scope, bytes.data() + scope_at, sizeof scope);
  Bytes sorted;
  for (int shift = 24; shift >= 0; shift -= 8) sorted.push_back(static_cast<unsigned char>(scope >> shift & 0xFF));
  return sorted;
}

/// One row of bytes that sorts as the address does.
Bytes sortable(const Address& address) {
  const Bytes bytes = bytes_of(address);
  Bytes row;
  const auto add = [&row](const Bytes& more) { row.insert(row.end(), more.begin(), more.end()); };
  if (address.family() == AF_INET) {
    row.push_back(1);
    add(part(bytes, ipv4_at, 4));
    add(part(bytes, port_at, 2));
  } else if (address.family() == AF_INET6) {
    row.push_back(2);
    add(part(bytes, ipv6_at, 16));
    add(part(bytes, port_at, 2));
    add(scope_bytes(bytes));
  } else {
    row.push_back(3);
    const std::string name = *unix_name(address);
    row.insert(row.end(), name.begin(), name.end());
  }
  return row;
}

const Bytes mapped_front{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255};

Reach reach_of_four(const Bytes& ip) {
  if (ip == Bytes{0, 0, 0, 0}) return Reach::unspecified;
  if (ip[0] == 127) return Reach::loopback;
  if (ip[0] == 10 || (ip[0] == 172 && ip[1] >= 16 && ip[1] <= 31) || (ip[0] == 192 && ip[1] == 168))
    return Reach::private_use;
  if (ip[0] == 169 && ip[1] == 254) return Reach::link_local;
  return ip[0] >= 224 && ip[0] <= 239 ? Reach::multicast : Reach::global;
}

Reach reach_of_sixteen(const Bytes& ip) {
  if (std::all_of(ip.begin(), ip.end() - 1, [](unsigned char byte) { return byte == 0; }) && ip.back() <= 1)
    return ip.back() == 0 ? Reach::unspecified : Reach::loopback;
  if (ip[0] == 0xFC || ip[0] == 0xFD) return Reach::private_use;
  if (ip[0] == 0xFE && ip[1] >= 0x80 && ip[1] <= 0xBF) return Reach::link_local;
  return ip[0] == 0xFF ? Reach::multicast : Reach::global;
}

}  // namespace

void fill_ipv4(sockaddr_in& to, in_addr_t address, in_port_t port) {
  Bytes bytes = with_family(AF_INET, sizeof to);
  put_port(bytes, port);
  for (std::size_t i = 0; i < 4; ++i) bytes[ipv4_at + i] = static_cast<unsigned char>(address >> (24 - 8 * i) & 0xFF);
  std::memcpy(&to, bytes.data(), sizeof to);
}

void fill_ipv6(sockaddr_in6& to, const in6_addr& address, in_port_t port, std::uint32_t scope) {
  Bytes bytes = with_family(AF_INET6, sizeof to);
  put_port(bytes, port);
  std::memcpy(bytes.data() + ipv6_at, &address, 16);
  std::memcpy(bytes.data() + scope_at, &scope, sizeof scope);
  std::memcpy(&to, bytes.data(), sizeof to);
}

Address to_address(std::span<const std::byte> room, socklen_t length) {
  sa_family_t family = 0;
  if (room.size() < length || length < sizeof family) throw_errno("to_address", EINVAL);
  std::copy_n(room.data(), sizeof family, reinterpret_cast<std::byte*>(&family));
  if (family != AF_INET && family != AF_INET6 && family != AF_UNIX) throw_errno("to_address", EAFNOSUPPORT);
  const socklen_t least = family == AF_INET ? 16 : family == AF_INET6 ? 28 : 2;
  const socklen_t most = family == AF_UNIX ? 111 : least;
  if (length < least || length > most) throw_errno("to_address", EINVAL);
  const auto* begin = reinterpret_cast<const unsigned char*>(room.data());
  return from_bytes(Bytes(begin, begin + length));
}

std::optional<in_port_t> port_of(const Address& address) {
  if (address.family() == AF_UNIX) return std::nullopt;
  return static_cast<in_port_t>(port_in(bytes_of(address)));
}

std::optional<std::string> unix_name(const Address& address) {
  if (address.family() != AF_UNIX) return std::nullopt;
  const Bytes bytes = bytes_of(address);
  std::string name;
  for (std::size_t i = name_at; i < bytes.size(); ++i) {
    if (bytes[i] == 0 && bytes[name_at] != 0) break;  // a path ends here
    name += static_cast<char>(bytes[i]);
  }
  return name;
}

bool same(const Address& a, const Address& b) { return sortable(a) == sortable(b); }
bool comes_before(const Address& a, const Address& b) { return sortable(a) < sortable(b); }

std::size_t hash_of(const Address& address) {
  std::size_t hash = 0;
  for (const unsigned char byte : sortable(address)) hash = (hash ^ byte) * 1099511628211U;
  return hash;
}

bool is_v4_mapped(const Address& address) {
  return address.family() == AF_INET6 && part(bytes_of(address), ipv6_at, 12) == mapped_front;
}

Address map_v4(const Address& address) {
  if (address.family() != AF_INET) return address;
  const Bytes from = bytes_of(address);
  Bytes to = with_family(AF_INET6, 28);
  put_port(to, static_cast<in_port_t>(port_in(from)));
  std::copy(mapped_front.begin(), mapped_front.end(), to.begin() + ipv6_at);
  std::copy_n(from.begin() + ipv4_at, 4, to.begin() + ipv6_at + 12);
  return from_bytes(to);
}

Address unmap_v4(const Address& address) {
  if (!is_v4_mapped(address)) return address;
  const Bytes from = bytes_of(address);
  Bytes to = with_family(AF_INET, 16);
  put_port(to, static_cast<in_port_t>(port_in(from)));
  std::copy_n(from.begin() + ipv6_at + 12, 4, to.begin() + ipv4_at);
  return from_bytes(to);
}

std::optional<Reach> reach_of(const Address& address) {
  const Bytes bytes = bytes_of(address);
  if (address.family() == AF_INET) return reach_of_four(part(bytes, ipv4_at, 4));
  if (is_v4_mapped(address)) return reach_of_four(part(bytes, ipv6_at + 12, 4));
  if (address.family() == AF_INET6) return reach_of_sixteen(part(bytes, ipv6_at, 16));
  return std::nullopt;
}

Address local_address(int socket) {
  Bytes room(256);
  auto length = static_cast<socklen_t>(room.size());
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(room.data()), &length) == -1) throw_errno("getsockname");
  room.resize(length);
  return unmap_v4(from_bytes(room));
}

std::optional<Address> peer_address(int socket) {
  Bytes room(256);
  auto length = static_cast<socklen_t>(room.size());
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(room.data()), &length) == 0) {
    room.resize(length);
    return unmap_v4(from_bytes(room));
  }
  if (errno != ENOTCONN) throw_errno("getpeername");
  return std::nullopt;
}

}  // namespace lab
