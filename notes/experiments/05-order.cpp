// Which comparisons put addresses into the right order?
#include <algorithm>

#include "bytes.hpp"
#include "families.hpp"

void say(const char* what, bool before) { std::printf("%-44s %s\n", what, before ? "yes" : "no"); }

template <class T>
bool memory_before(const T& a, const T& b) {
  return std::memcmp(&a, &b, sizeof a) < 0;
}

/// As memcmp, but with char as it is on a PC: from -128 to 127.
template <class T>
bool chars_before(const T& a, const T& b) {
  const auto chars = [](const T& t) { return reinterpret_cast<const signed char*>(&t); };
  return std::lexicographical_compare(chars(a), chars(a) + sizeof a, chars(b), chars(b) + sizeof b);
}

int main() {
  const auto nine = read<sockaddr_in>(ipv4("9.0.0.2", 443)), ten = read<sockaddr_in>(ipv4("10.0.0.1", 8080));
  say("9.0.0.2 before 10.0.0.1: s_addr < s_addr", nine.sin_addr.s_addr < ten.sin_addr.s_addr);
  say("9.0.0.2 before 10.0.0.1: ntohl of both", ntohl(nine.sin_addr.s_addr) < ntohl(ten.sin_addr.s_addr));
  say("9.0.0.2 before 10.0.0.1: memcmp", memory_before(nine.sin_addr, ten.sin_addr));
  say("port 443 before 8080: sin_port < sin_port", nine.sin_port < ten.sin_port);
  const auto low = ipv4("100.0.0.1", 0), high = ipv4("200.0.0.1", 0);
  say("100.0.0.1 before 200.0.0.1: signed chars",
      chars_before(read<sockaddr_in>(low).sin_addr, read<sockaddr_in>(high).sin_addr));
  say("scope id 2 before 256: memcmp", memory_before(std::uint32_t{2}, std::uint32_t{256}));
}
