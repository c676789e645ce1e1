// Which two listeners can have the same port?
#include "places.hpp"

int main() {
  const Place places[] = {{"127.0.0.1"}, {"127.0.0.2"}, {"0.0.0.0"}, {"::", true}, {"::"}};
  std::printf("first \\ second");
  for (const Place& second : places) std::printf("  %-10s", name_of(second).c_str());
  std::puts("");
  for (const Place& first : places) {
    std::printf("%-14s", name_of(first).c_str());
    for (const Place& second : places) {
      const in_port_t port = free_port(AF_INET6);
      const Fd one = listening_at(first, port);
      Fd other;
      std::printf("  %-10s", try_to_listen(other, second, port) == 0 ? "both" : name_of(errno).c_str());
    }
    std::puts("");
  }
}
