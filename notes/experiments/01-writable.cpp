// Does "writable" mean "connected"? A non-blocking connect(2) to a port where nobody listens.
#include <poll.h>

#include <cstdio>

#include "experiment.hpp"

int main() {
  const Fd holder(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  const Address any_port = loopback(0);
  must(::bind(holder.get(), any_port.get(), any_port.length), "bind");  // Holds a port, but does not listen.
  const Address nobody = address_of(holder.get());

  // region connect
  const Fd client(must(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket"));
  std::printf("connect: %s\n", outcome(::connect(client.get(), nobody.get(), nobody.length)).c_str());

  pollfd wait{client.get(), POLLOUT, 0};
  must(::poll(&wait, 1, -1), "poll");
  std::printf("poll: %s\n", wait.revents & POLLOUT ? "writable" : "not writable");

  int error = 0;
  socklen_t size = sizeof error;
  must(::getsockopt(client.get(), SOL_SOCKET, SO_ERROR, &error, &size), "getsockopt");
  std::printf("SO_ERROR: %s\n", name_of(error).c_str());
  must(::getsockopt(client.get(), SOL_SOCKET, SO_ERROR, &error, &size), "getsockopt");
  std::printf("SO_ERROR, asked again: %s\n", name_of(error).c_str());
  // endregion
}
