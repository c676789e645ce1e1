// Which forgotten fields does bind notice?
#include "families.hpp"

template <class Sockaddr>
void try_bind(const char* what, const Fd& socket, const Sockaddr& name) {
  const Address address = lab::make_address(name);
  std::printf("%-50s %s\n", what, outcome(::bind(socket.get(), address.get(), address.length)).c_str());
}

int main() {
  auto loopback4 = read<sockaddr_in>(ipv4("127.0.0.1", 0)), any4 = read<sockaddr_in>(ipv4("0.0.0.0", 0));
  auto any6 = read<sockaddr_in6>(ipv6("::", 0));

  loopback4.sin_family = any4.sin_family = any6.sin6_family = AF_UNSPEC;
  try_bind("127.0.0.1, no family", udp_socket(), loopback4);
  try_bind("0.0.0.0, no family", udp_socket(), any4);
  try_bind("::, no family", ipv6_socket(), any6);

  loopback4.sin_family = AF_INET;
  any6.sin6_family = AF_INET6;
  std::memset(loopback4.sin_zero, 0xAA, sizeof loopback4.sin_zero);
  try_bind("127.0.0.1, rubbish in sin_zero", udp_socket(), loopback4);
  any6.sin6_flowinfo = any6.sin6_scope_id = 0xAAAAAAAA;
  try_bind("::, rubbish in flow information and scope id", ipv6_socket(), any6);
}
