// In which byte order does each field of an IPv4 and of an IPv6 address lie?
#include "bytes.hpp"
#include "families.hpp"

int main() {
  const auto four = read<sockaddr_in>(ipv4("192.0.2.1", 0x1234));
  show("sin_family, 2", memory_of(four.sin_family));
  show("sin_port, 0x1234", memory_of(four.sin_port));
  show("sin_addr, 192.0.2.1", memory_of(four.sin_addr));
  show("sin_zero", memory_of(four.sin_zero));

  auto six = read<sockaddr_in6>(ipv6("2001:db8::1", 0x1234, 2));
  six.sin6_flowinfo = htonl(0x12345);
  show("sin6_family, 10", memory_of(six.sin6_family));
  show("sin6_port, 0x1234", memory_of(six.sin6_port));
  show("sin6_flowinfo, 0x12345", memory_of(six.sin6_flowinfo));
  show("sin6_addr, 2001:db8::1", memory_of(six.sin6_addr));
  show("sin6_scope_id, 2", memory_of(six.sin6_scope_id));
}
