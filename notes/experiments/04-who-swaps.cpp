// Which fields does the kernel keep in network byte order, and which not?
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bytes.hpp"

int main() {
  // region fields
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in name{};
  name.sin_family = AF_INET;                      // host order: never leaves this machine
  name.sin_port = htons(0x1234);                  // network order: part of every packet
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);  // network order
  const int on = 1;                               // host order: an argument to this kernel
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);

  show("sin_port, 0x1234:", memory_of(name.sin_port));
  show("sin_addr, 127.0.0.1:", memory_of(name.sin_addr));
  show("sin_family, which is 2:", memory_of(name.sin_family));
  // endregion
  ::close(socket);
}
