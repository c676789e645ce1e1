// How many texts has one IPv6 address, and which one does inet_ntop write?
#include "resolver.hpp"

in6_addr read(const char* spelling) {
  in6_addr address{};
  ::inet_pton(AF_INET6, spelling, &address);
  return address;
}

int main() {
  // region compare
  const std::string one = "2001:db8::1", other = "2001:0DB8:0:0::0:1";
  const in6_addr a = read(one.c_str()), b = read(other.c_str());
  std::printf("the texts are equal: %s, the 16 bytes are equal: %s\n", one == other ? "yes" : "no",
              std::memcmp(&a, &b, sizeof a) == 0 ? "yes" : "no");
  // endregion
  for (const char* spelling : {"2001:0DB8:0:0:0:0:0:1", "2001:db8:0:0:1:0:0:1", "2001:0:0:1:0:0:0:1",
                               "2001:db8::1:1:1:1:1", "0:0:0:0:0:0:0:1", "0::0", "::FFFF:c000:201"})
    std::printf("%-22s -> %s\n", spelling, text(read(spelling)).c_str());
}
