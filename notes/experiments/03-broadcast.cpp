// Who may send to everybody, and who hears it? Tried on the loopback interface, which has a broadcast address, too.
#include "datagrams.hpp"

Fd sharing(const char* host, in_port_t port) {
  Fd socket = udp_socket();
  const int on = 1;
  must(::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "setsockopt");
  const Address where = ipv4(host, port);
  must(::bind(socket.get(), where.get(), where.length), "bind");
  return socket;
}

int main() {
  const Fd one = sharing("0.0.0.0", 0);
  const in_port_t port = port_of(address_of(one.get()));
  const Fd another = sharing("0.0.0.0", port), narrow = sharing("127.0.0.1", port);
  const Fd sender = udp_socket();

  // region broadcast
  const Address everybody = ipv4("127.255.255.255", port);
  std::printf("without SO_BROADCAST: %s\n", outcome(send_text(sender.get(), "anybody?", everybody)).c_str());
  const int on = 1;
  must(::setsockopt(sender.get(), SOL_SOCKET, SO_BROADCAST, &on, sizeof on), "setsockopt");
  std::printf("with SO_BROADCAST: %s\n", outcome(send_text(sender.get(), "anybody?", everybody)).c_str());
  // endregion
  std::printf("bound to 0.0.0.0: %s\n", receive_text(one.get()).c_str());
  std::printf("another one, bound to 0.0.0.0: %s\n", receive_text(another.get()).c_str());
  std::printf("bound to 127.0.0.1: %s\n", receive_text(narrow.get(), MSG_DONTWAIT).c_str());
}
