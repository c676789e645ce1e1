// Can a server come back to its port at once after it has closed a connection? Tried with and without SO_REUSEADDR.
#include <cstdio>

#include "experiment.hpp"

Fd new_socket(bool reuse) {
  Fd socket(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  const int on = reuse;
  must(::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "setsockopt");
  return socket;
}

void restart(bool old_reuses, bool new_reuses) {
  Fd old = new_socket(old_reuses);
  const Address any_port = loopback(0);
  must(::bind(old.get(), any_port.get(), any_port.length), "bind");
  must(::listen(old.get(), 16), "listen");
  const Address place = address_of(old.get());

  Fd client = connected(place);
  Fd connection(must(::accept4(old.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  connection.reset();  // The server closes first: TIME_WAIT will be on its side.
  client.reset();
  old.reset();  // "The server is stopped …

  const Fd next = new_socket(new_reuses);  // … and started again."
  const auto bound = outcome(::bind(next.get(), place.get(), place.length));
  std::printf("old server: %-10s  new server: %-10s  bind: %s\n", old_reuses ? "REUSEADDR," : "plain,",
              new_reuses ? "REUSEADDR," : "plain,", bound.c_str());
}

int main() {
  restart(false, false);
  restart(false, true);
  restart(true, false);
  restart(true, true);
}
