// Which texts are IPv6 addresses, and which groups do they mean?
#include "resolver.hpp"

int main() {
  for (const char* candidate : {"2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a", "::", "::1",
                                "1::", "1:2:3:4:5:6:7::", "::ffff:192.0.2.1", "1:2:3:4:5:6:192.0.2.1"}) {
    in6_addr address{};
    std::printf("%-29s", ::inet_pton(AF_INET6, candidate, &address) == 1 ? candidate : "?");
    for (std::size_t i = 0; i < 16; i += 2)
      std::printf("%s%02x%02x", i == 0 ? "" : " ", address.s6_addr[i], address.s6_addr[i + 1]);
    std::puts("");
  }
  std::printf("none:");
  for (const char* candidate : {"1:2:3:4::5:6:7:8", "1::2::3", "12345::", "1:", ":::", "::192.0.2.1:5",
                                "::ffff:192.0.2.01", "fe80::1%lo", "[::1]", "::1/64"}) {
    in6_addr address{};
    if (::inet_pton(AF_INET6, candidate, &address) != 1) std::printf("  %s", candidate);
  }
  std::puts("");
}
