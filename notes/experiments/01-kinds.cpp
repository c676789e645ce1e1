// What does socket(2) make? A descriptor; behind it the kernel keeps a domain, a type and a protocol.
#include <cstdio>

#include "experiment.hpp"

int protocol_of(int socket) {
  int protocol = 0;
  socklen_t size = sizeof protocol;
  must(::getsockopt(socket, SOL_SOCKET, SO_PROTOCOL, &protocol, &size), "getsockopt");
  return protocol;
}

void show(const char* what, int domain, int type) {
  const Fd socket(must(::socket(domain, type, 0), "socket"));
  std::printf("%-24s descriptor %d, protocol %d\n", what, socket.get(), protocol_of(socket.get()));
}

int main() {
  show("AF_INET,  SOCK_STREAM:", AF_INET, SOCK_STREAM);
  show("AF_INET,  SOCK_DGRAM:", AF_INET, SOCK_DGRAM);
  show("AF_UNIX,  SOCK_STREAM:", AF_UNIX, SOCK_STREAM);
  std::printf("IPPROTO_TCP is %d, IPPROTO_UDP is %d\n", IPPROTO_TCP, IPPROTO_UDP);
  std::printf("AF_INET == PF_INET: %s\n", AF_INET == PF_INET ? "yes" : "no");
}
