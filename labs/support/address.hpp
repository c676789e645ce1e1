// Address: a socket address of any family, as the kernel takes and gives it: bytes and their length.
// (Lab 05 is about what is inside; until then this is enough.)
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

namespace lab {

struct Address {
  sockaddr_storage storage{};  ///< room for every family
  socklen_t length = 0;        ///< how many bytes of `storage` count

  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  [[nodiscard]] sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  [[nodiscard]] sa_family_t family() const { return storage.ss_family; }
};

/// An Address from one of the kernel's own structs: sockaddr_in, sockaddr_in6, sockaddr_un.
template <class Sockaddr>
Address make_address(const Sockaddr& from) {
  static_assert(sizeof from <= sizeof(sockaddr_storage));
  Address address;
  std::memcpy(&address.storage, &from, sizeof from);
  address.length = sizeof from;
  return address;
}

/// 127.0.0.1 and `port` (host byte order); port 0 lets the kernel choose a free one.
inline Address loopback(in_port_t port) {
  sockaddr_in ipv4{};
  ipv4.sin_family = AF_INET;
  ipv4.sin_port = htons(port);
  ipv4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return make_address(ipv4);
}

}  // namespace lab
