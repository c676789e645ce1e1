// Which numbers do descriptors get, and what does a new one inherit?
#include <fcntl.h>

#include <cstdio>

#include "experiment.hpp"

Fd new_socket(int flags) { return Fd(must(::socket(AF_INET, SOCK_STREAM | flags, 0), "socket")); }

const char* yes(int flag) { return flag != 0 ? "yes" : "no"; }

int main() {
  std::printf("a new socket: %d\n", new_socket(SOCK_CLOEXEC).get());
  ::close(0);  // standard input
  std::printf("a new socket, 0 being free: %d\n", new_socket(SOCK_CLOEXEC).get());

  const Fd plain = new_socket(0), cloexec = new_socket(SOCK_CLOEXEC);
  std::printf("close-on-exec by default: %s\n", yes(::fcntl(plain.get(), F_GETFD) & FD_CLOEXEC));
  std::printf("close-on-exec with SOCK_CLOEXEC: %s\n", yes(::fcntl(cloexec.get(), F_GETFD) & FD_CLOEXEC));

  const Fd listener = listening();  // close-on-exec itself
  must(::fcntl(listener.get(), F_SETFL, O_NONBLOCK), "fcntl");
  const Fd client = connected(address_of(listener.get()));
  const Fd connection(must(::accept(listener.get(), nullptr, nullptr), "accept"));
  std::printf("accept hands on close-on-exec: %s\n", yes(::fcntl(connection.get(), F_GETFD) & FD_CLOEXEC));
  std::printf("accept hands on O_NONBLOCK: %s\n", yes(::fcntl(connection.get(), F_GETFL) & O_NONBLOCK));
}
