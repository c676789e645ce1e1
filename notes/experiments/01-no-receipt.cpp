// Does a successful send(2) mean that the other program has the bytes?
#include <cstdio>

#include "experiment.hpp"

int main() {
  // region receipt
  Fd listener = listening();
  const Fd client = connected(address_of(listener.get()));
  std::printf("send: %s\n", outcome(::send(client.get(), "order 1", 7, MSG_NOSIGNAL)).c_str());
  listener.reset();  // The server ends. It never called accept, and it never called recv.
  char byte = 0;
  std::printf("recv: %s\n", outcome(::recv(client.get(), &byte, 1, 0)).c_str());
  // endregion
}
