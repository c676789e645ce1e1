// Which of these addresses are 10.0.0.1 in IPv6's clothes?
#include "bytes.hpp"
#include "families.hpp"

int main() {
  for (const char* host : {"::ffff:10.0.0.1", "::10.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::10.0.0.1"})
    show(host, memory_of(read<sockaddr_in6>(ipv6(host, 0)).sin6_addr));
}
