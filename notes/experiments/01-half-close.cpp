// How can a client say "that was all" and still hear the answer?
#include <array>
#include <cstdio>

#include "experiment.hpp"

ssize_t receive(const char* who, int connection) {
  std::array<char, 100> buffer{};
  const ssize_t count = must(::recv(connection, buffer.data(), buffer.size(), 0), "recv");
  std::printf("%s: recv: %zd \"%.*s\"\n", who, count, static_cast<int>(count), buffer.data());
  return count;
}

int main() {
  auto [client, server] = connected_pair();
  // region half-close
  must(::send(client.get(), "3 + 4", 5, MSG_NOSIGNAL), "send");
  must(::shutdown(client.get(), SHUT_WR), "shutdown");  // The client will send no more. It still listens.

  while (receive("server", server.get()) > 0) {
  }
  must(::send(server.get(), "7", 1, MSG_NOSIGNAL), "send");
  server.reset();  // The server has nothing more to say either.

  while (receive("client", client.get()) > 0) {
  }
  // endregion
  std::printf("client: send: %s\n", outcome(::send(client.get(), "5 + 6", 5, MSG_NOSIGNAL)).c_str());
}
