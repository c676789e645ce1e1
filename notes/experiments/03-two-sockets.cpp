// Can two UDP sockets be bound to one address, and who gets the datagrams then?
#include "datagrams.hpp"

Fd new_socket(bool reuse) {
  Fd socket = udp_socket();
  const int on = reuse;
  must(::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "setsockopt");
  return socket;
}

void bind_twice(bool first_reuses, bool second_reuses) {
  const Fd first = new_socket(first_reuses);
  const Address any_port = loopback(0);
  must(::bind(first.get(), any_port.get(), any_port.length), "bind");
  const Address where = address_of(first.get());
  Fd second = new_socket(second_reuses);
  const ssize_t result = ::bind(second.get(), where.get(), where.length);
  std::printf("first: %-10s second: %-10s second bind: %s\n", first_reuses ? "REUSEADDR," : "plain,",
              second_reuses ? "REUSEADDR," : "plain,", outcome(result).c_str());
  if (result == -1) return;

  // region both
  const Fd client = udp_socket();
  for (const char* words : {"one", "two"}) must(send_text(client.get(), words, where), "sendto");
  for (int i = 0; i < 2; ++i) std::printf("  the second receives %s\n", receive_text(second.get()).c_str());
  std::printf("  the first receives: %s\n", receive_text(first.get(), MSG_DONTWAIT).c_str());
  second.reset();
  must(send_text(client.get(), "three", where), "sendto");
  std::printf("  the second has closed; the first receives %s\n", receive_text(first.get()).c_str());
  // endregion
}

int main() {
  for (const bool first : {false, true}) {
    for (const bool second : {false, true}) bind_twice(first, second);
  }
  Fd old = bound();
  const Address where = address_of(old.get());
  old.reset();
  const Fd next = udp_socket();
  std::printf("closed, and bound again at once, both plain: %s\n",
              outcome(::bind(next.get(), where.get(), where.length)).c_str());
}
