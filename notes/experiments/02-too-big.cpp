// What becomes of a datagram that is too big: for its sender, and for its receiver?
#include <array>
#include <cstdio>
#include <vector>

#include "folder.hpp"

void show(const char* what, ssize_t result) { std::printf("%-46s %s\n", what, outcome(result).c_str()); }

int main() {
  auto [here, there] = unix_pair(SOCK_DGRAM);
  const int size = 100'000;
  must(::setsockopt(here.get(), SOL_SOCKET, SO_SNDBUF, &size, sizeof size), "setsockopt");
  const std::vector<char> big(100'000), bigger(1'000'000);
  std::vector<char> all(1'000'000);
  show("send 100,000 bytes:", ::send(here.get(), big.data(), big.size(), 0));
  show("  recv:", ::recv(there.get(), all.data(), all.size(), MSG_DONTWAIT));
  show("send 1,000,000 bytes:", ::send(here.get(), bigger.data(), bigger.size(), 0));
  show("  recv:", ::recv(there.get(), all.data(), all.size(), MSG_DONTWAIT));

  for (const char* text : {"far too long", "short", "far too long", "", "short"}) {
    must(::send(here.get(), text, std::strlen(text), 0), "send");
  }
  const auto receive = [&, &end = there](int flags) {
    std::array<char, 6> buffer{};
    const ssize_t count = must(::recv(end.get(), buffer.data(), buffer.size(), flags), "recv");
    const auto room = static_cast<ssize_t>(buffer.size());
    std::printf("  recv, room for 6%s: %2zd, \"%.*s\"\n", flags != 0 ? ", MSG_TRUNC" : "           ", count,
                static_cast<int>(count < room ? count : room), buffer.data());
  };
  std::puts("sent: 12 bytes, 5, 12, 0, 5");
  receive(0);
  receive(0);
  receive(MSG_TRUNC);
  receive(MSG_TRUNC);
  receive(MSG_TRUNC);
}
