// Which ports does bind(2) give, and which does it refuse?
#include <cstdio>

#include "experiment.hpp"

std::string text(const Address& address) {
  sockaddr_in ipv4{};
  std::memcpy(&ipv4, &address.storage, sizeof ipv4);
  char host[INET_ADDRSTRLEN];
  return std::string(::inet_ntop(AF_INET, &ipv4.sin_addr, host, sizeof host)) + ":" +
         std::to_string(ntohs(ipv4.sin_port));
}

Fd new_socket(int reuse) {
  Fd socket(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  must(::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse), "setsockopt");
  return socket;
}

int main() {
  const Fd first = new_socket(1);
  const Address any_port = loopback(0);
  must(::bind(first.get(), any_port.get(), any_port.length), "bind");
  must(::listen(first.get(), 16), "listen");
  const Address taken = address_of(first.get());
  std::printf("asked for %s, got %s\n", text(any_port).c_str(), text(taken).c_str());

  const Fd plain = new_socket(0), reusing = new_socket(1);
  std::printf("a second bind: %s\n", outcome(::bind(plain.get(), taken.get(), taken.length)).c_str());
  std::printf("with SO_REUSEADDR on both: %s\n", outcome(::bind(reusing.get(), taken.get(), taken.length)).c_str());

  const Fd unbound = new_socket(0);
  must(::listen(unbound.get(), 16), "listen");
  std::printf("listen without bind: %s\n", text(address_of(unbound.get())).c_str());

  const Fd client = connected(taken);
  std::printf("connect without bind: %s\n", text(address_of(client.get())).c_str());
}
