// Another right solution: fields by pointer casts, as C does it, the macros of <netinet/in.h>, comparison field by
// field.
#include <cstring>

#include "address_structs.hpp"

namespace lab {
namespace {

const sockaddr_in* as_ipv4(const Address& address) { return reinterpret_cast<const sockaddr_in*>(address.get()); }
const sockaddr_in6* as_ipv6(const Address& address) { return reinterpret_cast<const sockaddr_in6*>(address.get()); }
const sockaddr_un* as_unix(const Address& address) { return reinterpret_cast<const sockaddr_un*>(address.get()); }

std::size_t name_size(const Address& address) {
  const std::size_t most = address.length - sizeof(sa_family_t);
  const char* name = as_unix(address)->sun_path;
  return most == 0 || name[0] == '\0' ? most : ::strnlen(name, most);
}

int sign(int difference) { return (difference > 0) - (difference < 0); }
template <class Number>
int compare_numbers(Number a, Number b) {
  return (a > b) - (a < b);
}

int compare_names(const Address& a, const Address& b) {
  const std::size_t a_size = name_size(a);
  const std::size_t b_size = name_size(b);
  const std::size_t common = a_size < b_size ? a_size : b_size;
  const int order = std::memcmp(as_unix(a)->sun_path, as_unix(b)->sun_path, common);
  return order != 0 ? sign(order) : compare_numbers(a_size, b_size);
}

int place_of(sa_family_t family) {
  switch (family) {
    case AF_INET:
      return 1;
    case AF_INET6:
      return 2;
    default:
      return 3;
  }
}

/// Below 0, 0, above 0: as memcmp(3).
int compare(const Address& a, const Address& b) {
  if (a.family() != b.family()) return compare_numbers(place_of(a.family()), place_of(b.family()));
  if (a.family() == AF_UNIX) return compare_names(a, b);
  if (a.family() == AF_INET) {
    const int by_ip = compare_numbers(ntohl(as_ipv4(a)->sin_addr.s_addr), ntohl(as_ipv4(b)->sin_addr.s_addr));
    return by_ip != 0 ? by_ip : compare_numbers(ntohs(as_ipv4(a)->sin_port), ntohs(as_ipv4(b)->sin_port));
  }
  const int by_ip = std::memcmp(&as_ipv6(a)->sin6_addr, &as_ipv6(b)->sin6_addr, sizeof(in6_addr));
  if (by_ip != 0) return sign(by_ip);
  const int by_port = compare_numbers(ntohs(as_ipv6(a)->sin6_port), ntohs(as_ipv6(b)->sin6_port));
  return by_port != 0 ? by_port : compare_numbers(as_ipv6(a)->sin6_scope_id, as_ipv6(b)->sin6_scope_id);
}

bool is_private(in_addr_t ip) { return ip >> 24 == 10 || ip >> 20 == 0xAC1 || ip >> 16 == 0xC0A8; }

Reach ipv4_reach(in_addr_t ip) {
  if (ip == INADDR_ANY) return Reach::unspecified;
  if (ip >> 24 == IN_LOOPBACKNET) return Reach::loopback;
  if (is_private(ip)) return Reach::private_use;
  if (ip >> 16 == 0xA9FE) return Reach::link_local;
  return IN_MULTICAST(ip) ? Reach::multicast : Reach::global;
}

}  // namespace

void fill_ipv4(sockaddr_in& to, in_addr_t address, in_port_t port) {
  std::memset(&to, 0, sizeof to);
  to.sin_family = AF_INET;
  to.sin_addr.s_addr = htonl(address);
  to.sin_port = htons(port);
}

void fill_ipv6(sockaddr_in6& to, const in6_addr& address, in_port_t port, std::uint32_t scope) {
  std::memset(&to, 0, sizeof to);
  to.sin6_family = AF_INET6;
  std::memcpy(&to.sin6_addr, &address, sizeof to.sin6_addr);
  to.sin6_port = htons(port);
  to.sin6_scope_id = scope;
}

Address to_address(std::span<const std::byte> room, socklen_t length) {
  Address address;
  if (length > room.size() || length > sizeof address.storage || length < sizeof(sa_family_t))
    throw_errno("to_address", EINVAL);
  std::memcpy(&address.storage, room.data(), length);
  address.length = length;
  switch (address.family()) {
    case AF_INET:
      if (length != sizeof(sockaddr_in)) throw_errno("to_address", EINVAL);
      break;
    case AF_INET6:
      if (length != sizeof(sockaddr_in6)) throw_errno("to_address", EINVAL);
      break;
    case AF_UNIX:
      if (length > offsetof(sockaddr_un, sun_path) + 109) throw_errno("to_address", EINVAL);
      break;
    default:
      throw_errno("to_address", EAFNOSUPPORT);
  }
  return address;
}

std::optional<in_port_t> port_of(const Address& address) {
  switch (address.family()) {
    case AF_INET:
      return ntohs(as_ipv4(address)->sin_port);
    case AF_INET6:
      return ntohs(as_ipv6(address)->sin6_port);
    default:
      return {};
  }
}

std::optional<std::string> unix_name(const Address& address) {
  if (address.family() != AF_UNIX) return {};
  return std::string(reinterpret_cast<const char*>(address.get()) + offsetof(sockaddr_un, sun_path),
                     name_size(address));
}

bool same(const Address& a, const Address& b) { return compare(a, b) == 0; }
bool comes_before(const Address& a, const Address& b) { return compare(a, b) < 0; }

std::size_t hash_of(const Address& address) {
  std::size_t hash = 17;
  const auto add = [&hash](const void* from, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) hash = hash * 1000003 + static_cast<const unsigned char*>(from)[i];
  };
  if (address.family() == AF_INET) {
    add(&as_ipv4(address)->sin_addr, sizeof(in_addr));
    add(&as_ipv4(address)->sin_port, sizeof(in_port_t));
  } else if (address.family() == AF_INET6) {
    add(&as_ipv6(address)->sin6_addr, sizeof(in6_addr));
    add(&as_ipv6(address)->sin6_port, sizeof(in_port_t));
    add(&as_ipv6(address)->sin6_scope_id, sizeof(std::uint32_t));
  } else {
    add(as_unix(address)->sun_path, name_size(address));
  }
  return hash;
}

bool is_v4_mapped(const Address& address) {
  return address.family() == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&as_ipv6(address)->sin6_addr);
}

Address map_v4(const Address& address) {
  if (address.family() != AF_INET) return address;
  in6_addr ip{};
  ip.s6_addr32[2] = htonl(0xFFFF);
  ip.s6_addr32[3] = as_ipv4(address)->sin_addr.s_addr;
  Address mapped;
  mapped.length = sizeof(sockaddr_in6);
  fill_ipv6(*reinterpret_cast<sockaddr_in6*>(mapped.get()), ip, ntohs(as_ipv4(address)->sin_port), 0);
  return mapped;
}

Address unmap_v4(const Address& address) {
  if (!is_v4_mapped(address)) return address;
  Address plain;
  plain.length = sizeof(sockaddr_in);
  fill_ipv4(*reinterpret_cast<sockaddr_in*>(plain.get()), ntohl(as_ipv6(address)->sin6_addr.s6_addr32[3]),
            ntohs(as_ipv6(address)->sin6_port));
  return plain;
}

std::optional<Reach> reach_of(const Address& address) {
  if (address.family() == AF_UNIX) return {};
  if (address.family() == AF_INET) return ipv4_reach(ntohl(as_ipv4(address)->sin_addr.s_addr));
  const in6_addr* ip = &as_ipv6(address)->sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(ip)) return ipv4_reach(ntohl(ip->s6_addr32[3]));
  if (IN6_IS_ADDR_UNSPECIFIED(ip)) return Reach::unspecified;
  if (IN6_IS_ADDR_LOOPBACK(ip)) return Reach::loopback;
  if (IN6_IS_ADDR_LINKLOCAL(ip)) return Reach::link_local;
  if (IN6_IS_ADDR_MULTICAST(ip)) return Reach::multicast;
  return ip->s6_addr[0] >> 1 == 0x7E ? Reach::private_use : Reach::global;
}

Address local_address(int socket) {
  sockaddr_storage room;
  socklen_t length = sizeof room;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&room), &length) != 0) throw_errno("getsockname");
  Address address;
  std::memcpy(&address.storage, &room, length);
  address.length = length;
  return unmap_v4(address);
}

std::optional<Address> peer_address(int socket) {
  sockaddr_storage room;
  socklen_t length = sizeof room;
  const int result = ::getpeername(socket, reinterpret_cast<sockaddr*>(&room), &length);
  if (result != 0 && errno == ENOTCONN) return {};
  if (result != 0) throw_errno("getpeername");
  Address address;
  std::memcpy(&address.storage, &room, length);
  address.length = length;
  return unmap_v4(address);
}

}  // namespace lab
