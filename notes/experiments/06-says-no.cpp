// How do inet_addr and inet_pton say that a text is no address?
#include <cerrno>

#include "resolver.hpp"

int main() {
  for (const char* candidate : {"192.0.2.1", "255.255.255.255", "junk"}) {
    in_addr address{};
    const in_addr_t number = ::inet_addr(candidate);
    const int result = ::inet_pton(AF_INET, candidate, &address);
    std::printf("%-15s  inet_addr: %-12s inet_pton: %d, the struct: %s\n", candidate,
                number == INADDR_NONE ? "-1" : "an address", result, text(address).c_str());
  }
  in_addr address{};
  const int result = ::inet_pton(AF_UNIX, "192.0.2.1", &address);
  std::printf("inet_pton for AF_UNIX: %d %s\n", result, ::strerrorname_np(errno));
}
