// Who refuses a port that is none?
#include <cstdint>
#include <cstdlib>

#include "resolver.hpp"

int main() {
  std::printf("%-12s %-6s %-20s %s\n", "", "atoi", "strtol, to the end", "getaddrinfo");
  for (const char* service : {"80", "70000", "080", "-1", " 80", "80x", ""}) {
    char* end = nullptr;
    const long number = std::strtol(service, &end, 10);
    const std::string whole = *end == '\0' ? std::to_string(static_cast<std::uint16_t>(number)) : "refused";
    const std::string found = first_found("127.0.0.1", service);
    const auto port = found.rfind(' ');
    std::printf("\"%s\"%*s %-6u %-20s %s\n", service, static_cast<int>(10 - std::strlen(service)), "",
                static_cast<std::uint16_t>(std::atoi(service)), whole.c_str(),
                (port == found.npos ? found : found.substr(port + 1)).c_str());
  }

  std::uint32_t number = 0;
  for (const char digit : std::string("4294967376")) number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  std::printf("4294967376, digit by digit, in 32 bits: %u\n", number);
}
