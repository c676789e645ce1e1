// Who completes a connection: accept(2), or the kernel before it?
#include <array>
#include <cstdio>

#include "experiment.hpp"

int main() {
  const Fd listener = listening();
  {
    const Fd client = connected(address_of(listener.get()));
    std::puts("client: connected; nobody has called accept");
    must(::send(client.get(), "hello", 5, MSG_NOSIGNAL), "send");
    std::puts("client: sent 5 bytes");
  }  // ~Fd closes the client's socket.
  std::puts("client: closed, gone");

  const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  std::array<char, 100> buffer{};
  const ssize_t count = must(::recv(connection.get(), buffer.data(), buffer.size(), 0), "recv");
  std::printf("server: accepted, received %.*s\n", static_cast<int>(count), buffer.data());
  std::printf("server: recv again: %zd\n", ::recv(connection.get(), buffer.data(), buffer.size(), 0));
}
