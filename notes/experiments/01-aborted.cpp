// What does accept(2) give when the client has reset the connection meanwhile?
#include <cstdio>

#include "experiment.hpp"

int main() {
  const Fd listener = listening();
  Fd client = connected(address_of(listener.get()));
  const linger reset{1, 0};  // "on close, do not say good-bye: reset"
  must(::setsockopt(client.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset), "setsockopt");
  client.reset();

  const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  std::puts("accept: a descriptor");
  char byte = 0;
  std::printf("recv:   %s\n", outcome(::recv(connection.get(), &byte, 1, 0)).c_str());
}
