// What the experiments of appendix A share: calls that shall fail, each shown in a line of its own.
#pragma once

#include "places.hpp"

/// A line: the call, what was wrong, and what the call said. (Hand over the call itself: its errno is read at once.)
inline void show(const char* call, const char* what, ssize_t result) {
  std::printf("%-11s  %-48s  %s\n", call, what, outcome(result).c_str());
}

inline Fd tcp_socket(int flags = 0) {
  return Fd(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0), "socket"));
}

/// A descriptor that is no socket: the reading end of a pipe.
inline Fd pipe_end() {
  int ends[2] = {-1, -1};
  must(::pipe(ends), "pipe");
  const Fd writer(ends[1]);
  return Fd(ends[0]);
}

/// An address that no memory of this process has.
template <class Pointer>
Pointer nowhere() {
  return reinterpret_cast<Pointer>(std::uintptr_t{16});
}

/// The client's end of a connection that its peer has reset.
inline Fd reset_by_peer() {
  auto [client, server] = connected_pair();
  const linger reset{1, 0};
  must(::setsockopt(server.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset), "setsockopt");
  server.reset();
  pollfd event{client.get(), 0, 0};  // POLLHUP comes unasked
  must(::poll(&event, 1, -1), "poll");
  return std::move(client);
}
