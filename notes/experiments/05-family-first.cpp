// What does a program see that takes every address for an IPv4 one?
#include "families.hpp"
#include "folder.hpp"

int main() {
  const Address addresses[] = {ipv4("127.0.0.1", 80), ipv6("2001:db8::1", 80), at("/tmp/log")};
  const char* names[] = {"127.0.0.1, port 80", "2001:db8::1, port 80", "the path /tmp/log"};
  for (int i = 0; i < 3; ++i) {
    const auto name = read<sockaddr_in>(addresses[i]);  // whatever its family
    char host[INET_ADDRSTRLEN];
    ::inet_ntop(AF_INET, &name.sin_addr, host, sizeof host);
    std::printf("%-22s read as %s, port %d\n", names[i], host, ntohs(name.sin_port));
  }
}
