// When does a socket get a port of the kernel's choice, and for which family is that port free?
#include "places.hpp"

void show(const char* what, const Fd& socket) {
  std::printf("%-30s %s\n", what, text(address_of(socket.get())).c_str());
}

int main() {
  const Fd socket = new_socket(AF_INET), unbound = new_socket(AF_INET), receiver = bound(), sender = udp_socket();
  show("a new socket:", socket);
  must(bind_to(socket, loopback(0)), "bind");
  show("bound to 127.0.0.1, port 0:", socket);
  must(::listen(unbound.get(), 16), "listen");
  show("not bound, and listening:", unbound);
  must(send_text(sender.get(), "question", address_of(receiver.get())), "sendto");
  show("not bound, and has sent (UDP):", sender);

  const in_port_t port = free_port(AF_INET6);
  const Fd stranger = listening_at({"::", true}, port);
  Fd ipv4_only, ipv6_only;
  std::puts("a stranger has a port at ::, with IPV6_V6ONLY");
  std::printf("  the same port at 0.0.0.0: %s\n", outcome(try_to_listen(ipv4_only, {"0.0.0.0"}, port)).c_str());
  std::printf("  and at ::, the same way:  %s\n", outcome(try_to_listen(ipv6_only, {"::", true}, port)).c_str());
}
