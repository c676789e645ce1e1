// What do the C library's functions take for an IPv4 address?
#include "resolver.hpp"

int main() {
  std::printf("%-18s %-16s %-16s %s\n", "", "inet_pton", "inet_aton", "getaddrinfo");
  for (const char* candidate :
       {"192.0.2.1", "255.255.255.255", "127.1", "16909060", "010.0.0.1", "0x10.0.0.1", "256.0.0.1", "1.2.3.4 junk"}) {
    in_addr strict{}, lenient{};
    const bool pton = ::inet_pton(AF_INET, candidate, &strict) == 1, aton = ::inet_aton(candidate, &lenient) == 1;
    const std::string found = first_found(candidate, nullptr);
    std::printf("%-18s %-16s %-16s %s\n", candidate, pton ? text(strict).c_str() : "-",
                aton ? text(lenient).c_str() : "-",
                found == "EAI_NONAME" ? "-" : found.substr(0, found.find(' ')).c_str());
  }
}
