// A UDP server sets SO_REUSEADDR, as a TCP listener does. Who gets its datagrams?
#include "places.hpp"

void try_server(const char* what, bool reuse) {
  const Fd server = udp_socket(), thief = udp_socket(), client = udp_socket();
  must(set(server, SOL_SOCKET, SO_REUSEADDR, reuse), "setsockopt");
  must(set(thief, SOL_SOCKET, SO_REUSEADDR), "setsockopt");
  must(bind_to(server, ipv4("0.0.0.0", 0)), "bind");
  const in_port_t port = port_of(server);
  std::printf("%s the thief's bind to 127.0.0.1: %s\n", what, outcome(bind_to(thief, ipv4("127.0.0.1", port))).c_str());
  for (const char* host : {"127.0.0.1", "127.0.0.2"}) {
    must(send_text(client.get(), "my password", ipv4(host, port)), "sendto");
    pollfd both[] = {{server.get(), POLLIN, 0}, {thief.get(), POLLIN, 0}};
    must(::poll(both, 2, -1), "poll");
    const int winner = both[0].revents != 0 ? server.get() : thief.get();
    std::printf("  %s, sent to %s, comes to the %s\n", receive_text(winner).c_str(), host,
                winner == server.get() ? "server" : "thief");
  }
}

int main() {
  try_server("with SO_REUSEADDR:", true);
  try_server("without:          ", false);
}
