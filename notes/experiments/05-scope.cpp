// What does the scope id do to a link-local address?
#include <net/if.h>

#include "families.hpp"

void try_bind(const char* host, std::uint32_t scope) {
  const Fd socket = ipv6_socket();
  const Address address = ipv6(host, 0, scope);
  const int result = ::bind(socket.get(), address.get(), address.length);
  std::printf("%-8s scope id %-9u bind: %s", host, scope, outcome(result).c_str());
  if (result == 0)
    std::printf(", getsockname: scope id %u", read<sockaddr_in6>(address_of(socket.get())).sin6_scope_id);
  std::puts("");
}

int main() {
  std::printf("lo is interface %u\n", ::if_nametoindex("lo"));
  try_bind("fe80::1", 0);
  try_bind("fe80::1", 1);
  try_bind("fe80::1", 16777216);  // htonl(1) on a PC
  try_bind("::", 16777216);
}
