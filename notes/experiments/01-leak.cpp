// What becomes of a descriptor when the function that opened it fails?
#include <fcntl.h>

#include <cstdio>

#include "experiment.hpp"

int open_descriptors() {
  int count = 0;
  for (int number = 0; number < 1024; ++number) count += ::fcntl(number, F_GETFD) != -1;
  return count;
}

// region leak
int bound_number(const Address& where) {
  const int socket = must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  must(::bind(socket, where.get(), where.length), "bind");  // throws: who closes `socket`?
  return socket;
}

Fd bound_fd(const Address& where) {
  Fd socket(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  must(::bind(socket.get(), where.get(), where.length), "bind");  // throws: ~Fd closes it
  return socket;
}
// endregion

template <class Function>
void try_often(const char* what, Function function, const Address& where) {
  const int before = open_descriptors();
  for (int i = 0; i < 10; ++i) {
    try {
      static_cast<void>(function(where));
    } catch (const std::system_error&) {
    }
  }
  std::printf("10 failures with %s %d descriptors leaked\n", what, open_descriptors() - before);
}

int main() {
  const Fd listener = listening();
  const Address taken = address_of(listener.get());
  try_often("an int:", bound_number, taken);
  try_often("an Fd: ", bound_fd, taken);
}
