// What does a program see of the reason when no answer comes?
#include "datagrams.hpp"

void ask(const char* what_happens, const Address& server) {
  const Fd client = udp_socket();
  const ssize_t sent = send_text(client.get(), "draw 100", server);
  std::printf("%-38s sendto: %s, an answer: %s\n", what_happens, outcome(sent).c_str(),
              comes_within(client.get(), 20) ? "yes" : "none so far");
}

int main() {
  const Fd empty_port = nobody();
  ask("nobody is there:", address_of(empty_port.get()));

  const Fd full = bound();
  const int small = 1;  // The kernel makes of it what it needs for very few datagrams.
  must(::setsockopt(full.get(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small), "setsockopt");
  const Fd crowd = udp_socket();
  for (int i = 0; i < 1000; ++i) must(send_text(crowd.get(), "me, too", address_of(full.get())), "sendto");
  ask("the server's receive buffer is full:", address_of(full.get()));

  const Fd slow = bound();
  ask("the server has not got round to it:", address_of(slow.get()));
}
