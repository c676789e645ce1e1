// What the experiments of chapter 03 share: UDP sockets at free ports of this machine, and texts sent and received.
#pragma once

#include <poll.h>

#include <array>
#include <cstdio>
#include <string>

#include "experiment.hpp"

/// An IPv4 address: its text, and a port in host byte order.
inline Address ipv4(const char* host, in_port_t port) {
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(port);
  must(::inet_pton(AF_INET, host, &name.sin_addr) == 1 ? 0 : -1, "inet_pton");
  return lab::make_address(name);
}

inline in_port_t port_of(const Address& address) {
  sockaddr_in name{};
  std::memcpy(&name, &address.storage, sizeof name);
  return ntohs(name.sin_port);
}

/// An IPv4 address as text: "127.0.0.1:7000".
inline std::string text(const Address& address) {
  sockaddr_in name{};
  std::memcpy(&name, &address.storage, sizeof name);
  char host[INET_ADDRSTRLEN];
  return std::string(::inet_ntop(AF_INET, &name.sin_addr, host, sizeof host)) + ":" + std::to_string(port_of(address));
}

inline Fd udp_socket() { return Fd(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket")); }

/// A UDP socket with a name; by default at a free port of 127.0.0.1.
inline Fd bound(const Address& where = loopback(0)) {
  Fd socket = udp_socket();
  must(::bind(socket.get(), where.get(), where.length), "bind");
  return socket;
}

/// As sendto(2): how many bytes were taken, or -1.
inline ssize_t send_text(int socket, const std::string& words, const Address& to) {
  return ::sendto(socket, words.data(), words.size(), 0, to.get(), to.length);
}

/// What the next datagram says, in quotes, or why there is none: "-1 EAGAIN". Waits, unless `flags` has MSG_DONTWAIT.
inline std::string receive_text(int socket, int flags = 0) {
  std::array<char, 100> buffer{};
  const ssize_t count = ::recv(socket, buffer.data(), buffer.size(), flags);
  if (count == -1) return outcome(count);
  return '"' + std::string(buffer.data(), static_cast<std::size_t>(count)) + '"';
}

/// Whether something comes within so many milliseconds.
inline bool comes_within(int socket, int milliseconds) {
  pollfd entry{socket, POLLIN, 0};
  return must(::poll(&entry, 1, milliseconds), "poll") > 0;
}

/// Waits until an earlier datagram of this socket is known to have been refused.
inline void wait_for_refusal(int socket) {
  pollfd entry{socket, 0, 0};  // POLLERR comes unasked
  must(::poll(&entry, 1, -1), "poll");
}

/// A place where nobody is: the socket is connected to itself, so everyone else is refused as if the port were closed.
/// (And unlike a port that is really closed, no other program can take it.)
inline Fd nobody() {
  Fd socket = bound();
  const Address own = address_of(socket.get());
  must(::connect(socket.get(), own.get(), own.length), "connect");
  return socket;
}
