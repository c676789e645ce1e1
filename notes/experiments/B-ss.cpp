// What does ss show of a server, its queue, a client, and a connection that has ended? In a network of its own.
#include "tools.hpp"

void wait_for(const Fd& socket) {
  pollfd event{socket.get(), POLLIN, 0};
  must(::poll(&event, 1, -1), "poll");
}

int main() {
  need("ss");
  enter_own_network();
  const Fd listener = listening_at({"127.0.0.1"}, 7000), everywhere = listening_at({"::"}, 7001);
  const Fd mailbox = new_socket(AF_INET, SOCK_DGRAM);
  must(bind_to(mailbox, address("127.0.0.1", 7002)), "bind");
  run("ss -Hltn");
  run("ss -Hlun");

  Fd client = connected(address("127.0.0.1", 7000));
  wait_for(listener);
  run("ss -Hltn 'sport = 7000'");
  Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  must(::send(client.get(), "hello", 5, MSG_NOSIGNAL), "send");
  wait_for(connection);
  run("ss -Htn 'sport = 7000'");

  char bytes[5];
  must(::recv(connection.get(), bytes, sizeof bytes, MSG_WAITALL), "recv");
  client.reset();
  wait_for(connection);
  run("ss -Htn state close-wait");
  connection.reset();
  while (output_of("ss -Htn state time-wait").empty()) {  // the kernels still have to exchange two packets
  }
  run("ss -Htan 'dport = 7000'");
}
