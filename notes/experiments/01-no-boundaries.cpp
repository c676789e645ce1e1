// Does one recv(2) give what one send(2) sent?
#include <array>
#include <cstdio>

#include "experiment.hpp"

int main() {
  Pair pair = connected_pair();
  std::array<char, 100> buffer{};
  const auto receive = [&](std::size_t room, int flags) {
    const ssize_t count = must(::recv(pair.server.get(), buffer.data(), room, flags), "recv");
    std::printf("  recv, room for %3zu: %2zd bytes \"%.*s\"\n", room, count, static_cast<int>(count), buffer.data());
  };

  std::puts("one send of 11 bytes:");
  must(::send(pair.client.get(), "Hello World", 11, MSG_NOSIGNAL), "send");
  receive(3, MSG_WAITALL);
  receive(8, MSG_WAITALL);

  std::puts("three sends: 3, 3 and 5 bytes, then the end:");
  must(::send(pair.client.get(), "one", 3, MSG_NOSIGNAL), "send");
  must(::send(pair.client.get(), "two", 3, MSG_NOSIGNAL), "send");
  must(::send(pair.client.get(), "three", 5, MSG_NOSIGNAL), "send");
  pair.client.reset();
  receive(100, MSG_WAITALL);
}
