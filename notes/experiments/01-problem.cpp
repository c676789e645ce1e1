// What can go wrong with the first program, while no call fails?
#include <array>
#include <cstdio>

#include "experiment.hpp"

// region answer
/// What a careless client takes for the answer: whatever its first recv gives.
std::string answer_to(const Fd& client) {
  std::array<char, 100> words{};
  const ssize_t count = must(::recv(client.get(), words.data(), words.size(), 0), "recv");
  return {words.data(), static_cast<std::size_t>(count)};
}
// endregion

void say(const Fd& server, const std::string& words) {
  must(::send(server.get(), words.data(), words.size(), MSG_NOSIGNAL), "send");
}

/// Until so many bytes are there, the client does something else.
void busy_until(const Fd& client, int bytes) {
  must(::setsockopt(client.get(), SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof bytes), "setsockopt");
}

int main() {
  const auto show = [](const char* day, const Fd& client) {
    std::printf("%s \"%s\"\n", day, answer_to(client).c_str());
  };
  {
    auto [client, server] = connected_pair();
    say(server, "yes, if you have a copy");
    show("on its author's machine:       ", client);
  }
  {
    auto [client, server] = connected_pair();
    say(server, "yes");
    show("over a slow network:           ", client);
    say(server, ", if you have a copy");
    show("  and the next answer would be:", client);
  }
  {
    auto [client, server] = connected_pair();
    busy_until(client, 5);
    say(server, "yes");
    say(server, "no");
    show("two answers, a busy client:    ", client);
  }
  {
    auto [client, server] = connected_pair();
    server.reset();
    show("the server ends:               ", client);
  }
}
