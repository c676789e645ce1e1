// What does recv(2) return while there are bytes, when there are none, and after the last?
#include <array>
#include <cstdio>

#include "experiment.hpp"

int main() {
  Pair pair = connected_pair();
  std::array<char, 4> buffer{};
  const auto receive = [&](const char* what, std::size_t room, int flags) {
    std::printf("%-26s %s\n", what, outcome(::recv(pair.server.get(), buffer.data(), room, flags)).c_str());
  };

  receive("nothing yet, not waiting:", 4, MSG_DONTWAIT);
  must(::send(pair.client.get(), "abcdef", 6, MSG_NOSIGNAL), "send");
  pair.client.reset();
  receive("room for 4:", 4, MSG_WAITALL);
  receive("room for 0:", 0, 0);
  receive("room for 4:", 4, MSG_WAITALL);
  receive("room for 4:", 4, 0);
  receive("room for 4:", 4, 0);
}
