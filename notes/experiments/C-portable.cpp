// What does a server do without the calls that are not everywhere: SOCK_CLOEXEC, accept4, MSG_NOSIGNAL?
#include <fcntl.h>

#include <cstdio>

#include "experiment.hpp"

// region portable
/// What SOCK_CLOEXEC and MSG_NOSIGNAL would have done, on any system that has fcntl(2).
Fd prepared(int descriptor) {
  Fd socket(descriptor);
  must(::fcntl(socket.get(), F_SETFD, FD_CLOEXEC), "fcntl");
  const int flags = must(::fcntl(socket.get(), F_GETFL), "fcntl");
  must(::fcntl(socket.get(), F_SETFL, flags & ~O_NONBLOCK), "fcntl");  // BSD's accept hands it on
#ifdef SO_NOSIGPIPE                                                    // macOS, BSD
  const int on = 1;
  must(::setsockopt(socket.get(), SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on), "setsockopt");
#endif
  return socket;
}

#ifndef MSG_NOSIGNAL  // older macOS: the option above does it
#define MSG_NOSIGNAL 0
#endif
// endregion

int main() {
  const Fd listener = prepared(must(::socket(AF_INET, SOCK_STREAM, 0), "socket"));
  const Address where = loopback(0);
  must(::bind(listener.get(), where.get(), where.length), "bind");
  must(::listen(listener.get(), 16), "listen");
  const Fd client = connected(address_of(listener.get()));
  Fd connection = prepared(must(::accept(listener.get(), nullptr, nullptr), "accept"));

  std::printf("close-on-exec: %s\n", (::fcntl(connection.get(), F_GETFD) & FD_CLOEXEC) != 0 ? "yes" : "no");
  std::printf("waits:         %s\n", (::fcntl(connection.get(), F_GETFL) & O_NONBLOCK) == 0 ? "yes" : "no");
  must(::shutdown(connection.get(), SHUT_WR), "shutdown");
  std::printf("send to nobody: %s, and no signal\n", outcome(::send(connection.get(), "x", 1, MSG_NOSIGNAL)).c_str());
}
