// What the experiments of chapter 05 share: IPv6 addresses besides IPv4 ones, and sockets for them.
#pragma once

#include "datagrams.hpp"

/// An IPv6 address: its text, a port in host byte order, a scope id.
inline Address ipv6(const char* host, in_port_t port, std::uint32_t scope = 0) {
  sockaddr_in6 name{};
  name.sin6_family = AF_INET6;
  name.sin6_port = htons(port);
  name.sin6_scope_id = scope;
  must(::inet_pton(AF_INET6, host, &name.sin6_addr) == 1 ? 0 : -1, "inet_pton");
  return lab::make_address(name);
}

/// A copy of the struct that an address holds.
template <class Sockaddr>
Sockaddr read(const Address& address) {
  Sockaddr copy{};
  std::memcpy(&copy, &address.storage, sizeof copy);
  return copy;
}

/// An IPv6 socket that takes IPv4, too, whatever this machine's default is.
inline Fd ipv6_socket(int type = SOCK_DGRAM) {
  Fd socket(must(::socket(AF_INET6, type | SOCK_CLOEXEC, 0), "socket"));
  const int off = 0;
  must(::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off), "setsockopt");
  return socket;
}

/// What getpeername(2) says.
inline int ask_peer(int socket, Address& address) {
  address.length = sizeof address.storage;
  return ::getpeername(socket, address.get(), &address.length);
}

/// An IP address without its port: "127.0.0.1", "::1".
inline std::string host_of(const Address& address) {
  char text[INET6_ADDRSTRLEN];
  const auto in = read<sockaddr_in>(address).sin_addr;
  const auto in6 = read<sockaddr_in6>(address).sin6_addr;
  const void* from = address.family() == AF_INET ? static_cast<const void*>(&in) : &in6;
  return ::inet_ntop(address.family(), from, text, sizeof text) == nullptr ? "nothing" : text;
}
