// Which addresses does getaddrinfo give when there is no host?
#include "resolver.hpp"

int main() {
  for (const int flags : {0, AI_PASSIVE}) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    std::printf("%-14s", flags == AI_PASSIVE ? "AI_PASSIVE:" : "no AI_PASSIVE:");
    for (const int family : {AF_INET, AF_INET6}) {
      hints.ai_family = family;
      std::printf(" %s%s", first_found(nullptr, "80", hints).c_str(), family == AF_INET ? "," : "");
    }
    std::puts("");
  }
  addrinfo hints{};
  hints.ai_flags = AI_PASSIVE;
  std::printf("AI_PASSIVE and a host: %s\n", first_found("192.0.2.1", "80", hints).c_str());
  std::printf("an empty text for the host, not a null pointer: %s\n", first_found("", "80").c_str());
  std::printf("no host and no service: %s\n", first_found(nullptr, nullptr).c_str());
}
