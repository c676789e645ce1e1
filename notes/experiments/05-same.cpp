// Which bytes differ though the addresses are the same, and which are equal though they are not?
#include "bytes.hpp"
#include "families.hpp"
#include "folder.hpp"

void say(const char* what, int difference) { std::printf("%-56s %s\n", what, difference == 0 ? "equal" : "different"); }

int main() {
  auto a = read<sockaddr_in>(ipv4("10.0.0.1", 80)), b = a;
  b.sin_zero[0] = 1;
  say("10.0.0.1, sin_zero 0 and 1: memcmp of all", std::memcmp(&a, &b, sizeof a));

  auto c = read<sockaddr_in6>(ipv6("2001:db8::1", 80)), d = c;
  d.sin6_flowinfo = htonl(1);
  say("2001:db8::1, flow information 0 and 1: memcmp of all", std::memcmp(&c, &d, sizeof c));

  const Address e = at("/tmp/x");
  Address f = e;
  std::memset(reinterpret_cast<char*>(&f.storage) + 9, 'y', 3);  // behind the NUL
  say("/tmp/x, and /tmp/x\\0yyy: memcmp of all", std::memcmp(&e.storage, &f.storage, e.length));

  const auto g = read<sockaddr_in6>(ipv6("fe80::1", 80, 2)), h = read<sockaddr_in6>(ipv6("fe80::1", 80, 3));
  say("fe80::1, scope ids 2 and 3: memcmp of sin6_addr", std::memcmp(&g.sin6_addr, &h.sin6_addr, sizeof g.sin6_addr));

  b.sin_addr = read<sockaddr_in>(ipv4("10.0.0.2", 80)).sin_addr;
  say("10.0.0.1 and 10.0.0.2: strncmp of sin_addr",
      std::strncmp(reinterpret_cast<const char*>(&a.sin_addr), reinterpret_cast<const char*>(&b.sin_addr), 4));
}
