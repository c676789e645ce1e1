// Which lengths of an address does bind take?
#include <array>
#include <initializer_list>

#include "families.hpp"

void try_lengths(const char* what, const Address& address, std::initializer_list<socklen_t> lengths) {
  std::printf("%s", what);
  for (const socklen_t length : lengths) {
    alignas(sockaddr_storage) std::array<std::byte, 200> memory{};
    std::memcpy(memory.data(), &address.storage, sizeof address.storage);
    const Fd socket = address.family() == AF_INET ? udp_socket() : ipv6_socket();
    const int result = ::bind(socket.get(), reinterpret_cast<const sockaddr*>(memory.data()), length);
    std::printf("  %u: %s", length, result == 0 ? "0" : name_of(errno).c_str());
  }
  std::puts("");
}

int main() {
  try_lengths("IPv4", ipv4("127.0.0.1", 0), {8, 15, 16, 28, 128, 129});
  try_lengths("IPv6", ipv6("::ffff:127.0.0.1", 0), {8, 16, 24, 28, 128, 129});
}
