// A listener is bound to the wildcard. At which address are its connections?
#include "places.hpp"

int main() {
  const in_port_t port = free_port();
  const Fd listener = listening_at({"0.0.0.0"}, port);
  std::printf("the listener: %s\n", text(address_of(listener.get())).c_str());
  for (const char* host : {"127.0.0.1", "127.0.0.2", "0.0.0.0"}) {
    const Fd client = connected(ipv4(host, port));
    const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
    std::printf("a client calls %-9s  the connection: %s\n", host, text(address_of(connection.get())).c_str());
  }
}
