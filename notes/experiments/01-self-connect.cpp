// Can a socket be connected to itself?
#include <array>
#include <cstdio>

#include "experiment.hpp"

int main() {
  const Fd socket(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  const Address any_port = loopback(0);
  must(::bind(socket.get(), any_port.get(), any_port.length), "bind");
  const Address own = address_of(socket.get());  // Nobody listens there …
  std::printf("connect: %s\n", outcome(::connect(socket.get(), own.get(), own.length)).c_str());

  must(::send(socket.get(), "echo", 4, MSG_NOSIGNAL), "send");
  std::array<char, 100> buffer{};
  const ssize_t count = must(::recv(socket.get(), buffer.data(), buffer.size(), 0), "recv");
  std::printf("received what it sent itself: %.*s\n", static_cast<int>(count), buffer.data());
}
