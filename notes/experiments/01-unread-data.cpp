// How does the peer see a close(2): as an orderly end, or as a reset?
#include <array>
#include <cstdio>

#include "experiment.hpp"

void close_after_reading(const char* what, std::size_t read) {
  auto [client, server] = connected_pair();
  must(::send(client.get(), "question", 8, MSG_NOSIGNAL), "send");
  std::array<char, 8> buffer{};
  must(::recv(server.get(), buffer.data(), read, MSG_WAITALL), "recv");
  server.reset();
  std::printf("%-26s %s\n", what, outcome(::recv(client.get(), buffer.data(), buffer.size(), 0)).c_str());
}

int main() {
  close_after_reading("all 8 bytes read, closed:", 8);
  close_after_reading("only 7 read, closed:", 7);
}
