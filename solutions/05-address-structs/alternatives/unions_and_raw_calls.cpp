// Another right solution: a union of all structs, as old C code has it, a table of ranges by first and last address,
// and raw system calls.
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "address_structs.hpp"

namespace lab {
namespace {

union Any {
  sa_family_t family;
  sockaddr_in ipv4;
  sockaddr_in6 ipv6;
  std::array<char, sizeof(sockaddr_storage)> bytes;
};

/// Zeros where the address has no bytes.
Any any_of(const Address& address) {
  Any any;
  any.bytes = {};
  std::memcpy(any.bytes.data(), &address.storage, address.length);
  return any;
}

Address address_of(const Any& any, socklen_t length) {
  Address address;
  std::memcpy(&address.storage, any.bytes.data(), length);
  address.length = length;
  return address;
}

/// The same address, and every byte that does not count zero: such addresses are the same if their bytes are.
Address canonical(const Address& address) {
  Any any = any_of(address);
  if (any.family == AF_INET) std::memset(any.ipv4.sin_zero, 0, sizeof any.ipv4.sin_zero);
  if (any.family == AF_INET6) any.ipv6.sin6_flowinfo = 0;
  if (any.family != AF_UNIX) return address_of(any, address.length);
  const auto name = *unix_name(address);
  std::memset(any.bytes.data() + 2, 0, any.bytes.size() - 2);
  std::memcpy(any.bytes.data() + 2, name.data(), name.size());
  return address_of(any, static_cast<socklen_t>(2 + name.size()));
}

struct Range4 {
  in_addr_t first, last;
  Reach reach;
};
constexpr std::array<Range4, 7> ranges4{{{0x00000000, 0x00000000, Reach::unspecified},
                                         {0x0A000000, 0x0AFFFFFF, Reach::private_use},
                                         {0x7F000000, 0x7FFFFFFF, Reach::loopback},
                                         {0xA9FE0000, 0xA9FEFFFF, Reach::link_local},
                                         {0xAC100000, 0xAC1FFFFF, Reach::private_use},
                                         {0xC0A80000, 0xC0A8FFFF, Reach::private_use},
                                         {0xE0000000, 0xEFFFFFFF, Reach::multicast}}};

struct Range6 {
  std::array<std::uint8_t, 2> first, last;
  Reach reach;
};
constexpr std::array<Range6, 3> ranges6{{{{0xFC, 0x00}, {0xFD, 0xFF}, Reach::private_use},
                                         {{0xFE, 0x80}, {0xFE, 0xBF}, Reach::link_local},
                                         {{0xFF, 0x00}, {0xFF, 0xFF}, Reach::multicast}}};

/// By a raw system call; -1 and errno where it fails.
long ask(long call, int socket, Address& address) {
  address.length = sizeof address.storage;
  return ::syscall(call, socket, address.get(), &address.length);
}

}  // namespace

void fill_ipv4(sockaddr_in& to, in_addr_t address, in_port_t port) {
  Any any;
  any.bytes.fill(0);
  any.ipv4.sin_family = AF_INET;
  any.ipv4.sin_port = htons(port);
  any.ipv4.sin_addr.s_addr = htonl(address);
  to = any.ipv4;
}

void fill_ipv6(sockaddr_in6& to, const in6_addr& address, in_port_t port, std::uint32_t scope) {
  to.sin6_family = AF_INET6;
  to.sin6_port = htons(port);
  to.sin6_flowinfo = 0;
  to.sin6_addr = address;
  to.sin6_scope_id = scope;
}

Address to_address(std::span<const std::byte> room, socklen_t length) {
  constexpr socklen_t unix_most = sizeof(sockaddr_un) + 1;
  Any any;
  any.bytes.fill(0);
  int error = length < 2 || length > room.size() ? EINVAL : 0;
  if (error == 0) {
    std::memcpy(any.bytes.data(), room.data(), std::min<std::size_t>(length, any.bytes.size()));
    const bool known = any.family == AF_INET || any.family == AF_INET6 || any.family == AF_UNIX;
    const bool fits = any.family == AF_UNIX ? length <= unix_most
                                            : length == (any.family == AF_INET ? sizeof any.ipv4 : sizeof any.ipv6);
    error = !known ? EAFNOSUPPORT : !fits ? EINVAL : 0;
  }
  if (error != 0) throw_errno("to_address", error);
  return address_of(any, length);
}

std::optional<in_port_t> port_of(const Address& address) {
  const Any any = any_of(address);
  if (any.family == AF_UNIX) return std::nullopt;
  return ntohs(any.family == AF_INET ? any.ipv4.sin_port : any.ipv6.sin6_port);
}

std::optional<std::string> unix_name(const Address& address) {
  const Any any = any_of(address);
  if (any.family != AF_UNIX) return std::nullopt;
  const char* begin = any.bytes.data() + 2;
  const char* end = any.bytes.data() + address.length;
  if (begin != end && *begin != '\0') end = std::find(begin, end, '\0');
  return std::string(begin, end);
}

bool same(const Address& a, const Address& b) {
  const Address left = canonical(a);
  const Address right = canonical(b);
  return left.length == right.length && std::memcmp(&left.storage, &right.storage, left.length) == 0;
}

bool comes_before(const Address& a, const Address& b) {
  const Any left = any_of(a);
  const Any right = any_of(b);
  if (left.family != right.family) return right.family == AF_UNIX || left.family == AF_INET;
  if (left.family == AF_UNIX) return *unix_name(a) < *unix_name(b);
  const bool is_ipv4 = left.family == AF_INET;
  const int by_ip = is_ipv4 ? std::memcmp(&left.ipv4.sin_addr, &right.ipv4.sin_addr, sizeof(in_addr))
                            : std::memcmp(&left.ipv6.sin6_addr, &right.ipv6.sin6_addr, sizeof(in6_addr));
  if (by_ip != 0) return by_ip < 0;
  if (port_of(a) != port_of(b)) return *port_of(a) < *port_of(b);
  return !is_ipv4 && left.ipv6.sin6_scope_id < right.ipv6.sin6_scope_id;
}

std::size_t hash_of(const Address& address) {
  const Any any = any_of(canonical(address));
  std::uint64_t hash = 0xCBF29CE484222325;  // FNV-1a
  for (const char byte : any.bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
  return hash;
}

bool is_v4_mapped(const Address& address) {
  const Any any = any_of(address);
  const in6_addr& ip = any.ipv6.sin6_addr;
  const auto zeros = std::count(ip.s6_addr, ip.s6_addr + 10, 0);
  return any.family == AF_INET6 && zeros == 10 && ip.s6_addr[10] == 0xFF && ip.s6_addr[11] == 0xFF;
}

Address map_v4(const Address& address) {
  const Any from = any_of(address);
  if (from.family != AF_INET) return address;
  Any to;
  to.bytes.fill(0);
  to.ipv6.sin6_family = AF_INET6;
  to.ipv6.sin6_port = from.ipv4.sin_port;
  to.ipv6.sin6_addr.s6_addr[10] = to.ipv6.sin6_addr.s6_addr[11] = 0xFF;
  std::memcpy(to.ipv6.sin6_addr.s6_addr + 12, &from.ipv4.sin_addr, 4);
  return address_of(to, sizeof to.ipv6);
}

Address unmap_v4(const Address& address) {
  if (!is_v4_mapped(address)) return address;
  const Any from = any_of(address);
  Any to;
  to.bytes.fill(0);
  to.ipv4.sin_family = AF_INET;
  to.ipv4.sin_port = from.ipv6.sin6_port;
  std::memcpy(&to.ipv4.sin_addr, from.ipv6.sin6_addr.s6_addr + 12, 4);
  return address_of(to, sizeof to.ipv4);
}

std::optional<Reach> reach_of(const Address& address) {
  const Any any = any_of(unmap_v4(address));
  if (any.family == AF_INET) {
    const in_addr_t ip = ntohl(any.ipv4.sin_addr.s_addr);
    const auto found = std::find_if(ranges4.begin(), ranges4.end(),
                                    [ip](const Range4& range) { return range.first <= ip && ip <= range.last; });
    return found == ranges4.end() ? Reach::global : found->reach;
  }
  if (any.family != AF_INET6) return std::nullopt;
  const in6_addr& ip = any.ipv6.sin6_addr;
  if (std::equal(ip.s6_addr, ip.s6_addr + 16, in6addr_any.s6_addr)) return Reach::unspecified;
  if (std::equal(ip.s6_addr, ip.s6_addr + 16, in6addr_loopback.s6_addr)) return Reach::loopback;
  const std::array<std::uint8_t, 2> front{ip.s6_addr[0], ip.s6_addr[1]};
  for (const Range6& range : ranges6) {
    if (range.first <= front && front <= range.last) return range.reach;
  }
  return Reach::global;
}

Address local_address(int socket) {
  Address address;
  if (ask(SYS_getsockname, socket, address) == -1) throw_errno("getsockname");
  return unmap_v4(address);
}

std::optional<Address> peer_address(int socket) {
  Address address;
  if (ask(SYS_getpeername, socket, address) == 0) return unmap_v4(address);
  return errno == ENOTCONN ? std::nullopt : throw std::system_error(errno, std::generic_category(), "getpeername");
}

}  // namespace lab
