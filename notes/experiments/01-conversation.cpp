// A server and a client, call by call, in one program so that the order is plain to see.
#include <array>
#include <cstdio>

#include "experiment.hpp"

int main() {
  // region open
  // The server: a socket, a name for it, and the readiness to be called.
  const Fd listener(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  const Address any_port = loopback(0);
  must(::bind(listener.get(), any_port.get(), any_port.length), "bind");
  must(::listen(listener.get(), 16), "listen");
  const Address server = address_of(listener.get());  // getsockname(2): which port did the kernel choose?

  // The client: a socket, and a call.
  const Fd client(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  must(::connect(client.get(), server.get(), server.length), "connect");

  // The server again: a second descriptor, for this one client.
  const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  // endregion
  std::printf("listener %d, client %d, connection %d\n", listener.get(), client.get(), connection.get());

  std::array<char, 100> buffer{};
  must(::send(client.get(), "Who is there?", 13, MSG_NOSIGNAL), "send");
  ssize_t count = must(::recv(connection.get(), buffer.data(), buffer.size(), 0), "recv");
  std::printf("the server received %zd bytes: %.*s\n", count, static_cast<int>(count), buffer.data());

  must(::send(connection.get(), "A server.", 9, MSG_NOSIGNAL), "send");
  count = must(::recv(client.get(), buffer.data(), buffer.size(), 0), "recv");
  std::printf("the client received %zd bytes: %.*s\n", count, static_cast<int>(count), buffer.data());
}
