// What does the kernel understand when a port or an address is not converted?
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

void try_bind(const char* what, in_addr_t address) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = address;
  char text[INET_ADDRSTRLEN];
  ::inet_ntop(AF_INET, &name.sin_addr, text, sizeof text);
  const int bound = ::bind(socket, reinterpret_cast<const sockaddr*>(&name), sizeof name);
  std::printf("%-24s %-10s bind: %s\n", what, text, bound == 0 ? "0" : ::strerrorname_np(errno));
  ::close(socket);
}

int main() {
  try_bind("htonl(INADDR_LOOPBACK)", htonl(INADDR_LOOPBACK));
  try_bind("INADDR_LOOPBACK", INADDR_LOOPBACK);
  try_bind("htonl(INADDR_ANY)", htonl(INADDR_ANY));
  try_bind("INADDR_ANY", INADDR_ANY);
  for (const in_port_t port : std::array<in_port_t, 4>{80, 8080, 443, 257})
    std::printf("port %d, not converted: %d\n", port, htons(port));
}
