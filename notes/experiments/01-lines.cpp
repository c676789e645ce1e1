// Where do the pieces of a stream end, and where do its lines?
#include <array>
#include <cstdio>

#include "experiment.hpp"

int main() {
  auto [client, server] = connected_pair();
  const std::string lines = "HELO me\r\nDATA\r\nQUIT\r\n";
  must(::send(client.get(), lines.data(), lines.size(), MSG_NOSIGNAL), "send");
  client.reset();

  std::array<char, 8> buffer{};
  while (const ssize_t count = must(::recv(server.get(), buffer.data(), buffer.size(), MSG_WAITALL), "recv")) {
    std::string shown;
    for (const char c : std::string(buffer.data(), static_cast<std::size_t>(count))) {
      shown += c == '\r' ? "\\r" : c == '\n' ? "\\n" : std::string(1, c);
    }
    std::printf("a piece: \"%s\"\n", shown.c_str());
  }
}
