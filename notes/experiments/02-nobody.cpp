// What does the sender of a datagram hear when nobody is there, and when the receiver goes without having looked?
#include <cstdio>

#include "folder.hpp"

void show(const char* what, ssize_t result) { std::printf("%-34s %s\n", what, outcome(result).c_str()); }

ssize_t send_to(const char* path) {
  const Address where = at(path);
  return ::sendto(unix_socket(SOCK_DGRAM).get(), "x", 1, 0, where.get(), where.length);
}

int main() {
  const Folder folder;
  Fd server = mailbox_at("server");
  const Fd stream = listening_at("stream");
  show("a server:", send_to("server"));
  server.reset();
  show("it has closed, and read nothing:", send_to("server"));
  show("no such path:", send_to("nowhere"));
  show("a stream server:", send_to("stream"));

  Fd udp_server(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  const Fd udp_client(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  const Address any_port = loopback(0);
  must(::bind(udp_server.get(), any_port.get(), any_port.length), "bind");
  const Address port = address_of(udp_server.get());
  udp_server.reset();
  show("UDP, the server has closed:", ::sendto(udp_client.get(), "x", 1, 0, port.get(), port.length));
}
