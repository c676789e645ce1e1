// What the experiments of chapter 07 share: listeners at places, and whether they are reached.
#pragma once

#include <cstdlib>

#include "families.hpp"

/// Ends the experiment: not every machine can do it. check_notes.py knows this exit status.
[[noreturn]] inline void cannot_be_done_here(const char* why) {
  std::printf("This cannot be shown here: %s.\n", why);
  std::exit(77);
}

/// An address of either family, by its text.
inline Address address(const std::string& host, in_port_t port) {
  return host.find(':') == std::string::npos ? ipv4(host.c_str(), port) : ipv6(host.c_str(), port);
}

/// The port to which a socket is bound. (It lies at the same place in both families' structs.)
inline in_port_t port_of(const Fd& socket) { return port_of(address_of(socket.get())); }

inline int set(const Fd& socket, int level, int option, int value = 1) {
  return ::setsockopt(socket.get(), level, option, &value, sizeof value);
}

/// `v6only` counts for AF_INET6: whatever this machine's default is, the option is set.
inline Fd new_socket(int family, int type = SOCK_STREAM, bool v6only = false) {
  const int descriptor = ::socket(family, type | SOCK_CLOEXEC, 0);
  if (descriptor == -1 && errno == EAFNOSUPPORT) cannot_be_done_here("this kernel has no IPv6");
  Fd socket(must(descriptor, "socket"));
  if (family == AF_INET6) must(set(socket, IPPROTO_IPV6, IPV6_V6ONLY, v6only), "setsockopt");
  return socket;
}

inline int bind_to(const Fd& socket, const Address& where) { return ::bind(socket.get(), where.get(), where.length); }

/// A port that nobody has at any address of this host, of IPv4 or (AF_INET6) of both families.
inline in_port_t free_port(int family = AF_INET) {
  const Fd socket = new_socket(family);
  must(bind_to(socket, address(family == AF_INET ? "0.0.0.0" : "::", 0)), "bind");
  return port_of(socket);
}

/// Where a listener may be.
struct Place {
  std::string host;
  bool v6only = false;
};
inline std::string name_of(const Place& place) { return place.host + (place.v6only ? " V6ONLY" : ""); }

/// Makes a listener, with SO_REUSEADDR; -1 and errno if bind or listen refuses.
inline int try_to_listen(Fd& listener, const Place& place, in_port_t port) {
  const Address where = address(place.host, port);
  listener = new_socket(where.family(), SOCK_STREAM, place.v6only);
  must(set(listener, SOL_SOCKET, SO_REUSEADDR), "setsockopt");
  return bind_to(listener, where) == -1 ? -1 : ::listen(listener.get(), 16);
}
inline Fd listening_at(const Place& place, in_port_t port) {
  Fd listener;
  must(try_to_listen(listener, place, port), "bind or listen");
  return listener;
}

/// Whether a connection to `host` comes to the listener.
inline bool is_reached(const Fd& listener, const std::string& host, in_port_t port) {
  const Address where = address(host, port);
  const Fd client = new_socket(where.family());
  if (::connect(client.get(), where.get(), where.length) == -1) return false;
  return static_cast<bool>(Fd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)));
}
