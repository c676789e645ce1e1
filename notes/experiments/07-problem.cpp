// Two servers differ in one constant. Does a test on the same machine tell them apart?
#include "places.hpp"

Fd open_server(in_addr_t where, in_port_t port) {
  Fd listener = new_socket(AF_INET);
  // region bind
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(port);
  name.sin_addr.s_addr = htonl(where);  // INADDR_LOOPBACK or INADDR_ANY
  must(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name), "bind");
  // endregion
  must(::listen(listener.get(), 16), "listen");
  return listener;
}

void try_server(const char* constant, in_addr_t where) {
  const in_port_t port = free_port();
  const Fd listener = open_server(where, port);
  const auto outcome = [&](const char* host) { return is_reached(listener, host, port) ? "reached" : "refused"; };
  std::printf("%-16s a client calls 127.0.0.1: %s, 127.0.0.2: %s\n", constant, outcome("127.0.0.1"),
              outcome("127.0.0.2"));
}

int main() {
  try_server("INADDR_LOOPBACK", INADDR_LOOPBACK);
  try_server("INADDR_ANY", INADDR_ANY);
}
