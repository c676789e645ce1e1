// What do the three types of Unix domain sockets keep: the boundaries of messages, and the end?
#include <array>
#include <cstdio>

#include "folder.hpp"

void try_type(const char* name, int type) {
  auto [here, there] = unix_pair(type);
  must(::send(here.get(), "one", 3, MSG_NOSIGNAL), "send");
  must(::send(here.get(), "two", 3, MSG_NOSIGNAL), "send");

  std::array<char, 100> buffer{};
  const ssize_t count = must(::recv(there.get(), buffer.data(), buffer.size(), 0), "recv");
  std::printf("%-15s first recv: \"%.*s\"", name, static_cast<int>(count), buffer.data());

  while (::recv(there.get(), buffer.data(), buffer.size(), MSG_DONTWAIT) > 0) {
  }
  here.reset();
  std::printf(", after the peer's close: %s\n", outcome(::recv(there.get(), buffer.data(), 1, MSG_DONTWAIT)).c_str());
}

int main() {
  try_type("SOCK_STREAM:", SOCK_STREAM);
  try_type("SOCK_DGRAM:", SOCK_DGRAM);
  try_type("SOCK_SEQPACKET:", SOCK_SEQPACKET);
}
