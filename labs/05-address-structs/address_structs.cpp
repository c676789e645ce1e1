// Lab 05, your file. The contract is in address_structs.hpp, the brief in README.md.
//
// Begin at the top. To read a struct out of an Address, copy its bytes into one (std::memcpy); make_address in
// support/address.hpp is the way back. Later functions become short when they use earlier ones.
// A function counts as "not started" while it throws NotStarted: replace that line with your code.
#include "address_structs.hpp"

namespace lab {

// 05.1

void fill_ipv4([[maybe_unused]] sockaddr_in& to, [[maybe_unused]] in_addr_t address, [[maybe_unused]] in_port_t port) {
  throw NotStarted("fill_ipv4");
}

void fill_ipv6([[maybe_unused]] sockaddr_in6& to, [[maybe_unused]] const in6_addr& address,
               [[maybe_unused]] in_port_t port, [[maybe_unused]] std::uint32_t scope) {
  throw NotStarted("fill_ipv6");
}

// 05.2

Address to_address([[maybe_unused]] std::span<const std::byte> room, [[maybe_unused]] socklen_t length) {
  throw NotStarted("to_address");
}

std::optional<in_port_t> port_of([[maybe_unused]] const Address& address) { throw NotStarted("port_of"); }

std::optional<std::string> unix_name([[maybe_unused]] const Address& address) { throw NotStarted("unix_name"); }

// 05.3

bool same([[maybe_unused]] const Address& a, [[maybe_unused]] const Address& b) { throw NotStarted("same"); }

bool comes_before([[maybe_unused]] const Address& a, [[maybe_unused]] const Address& b) {
  throw NotStarted("comes_before");
}

std::size_t hash_of([[maybe_unused]] const Address& address) { throw NotStarted("hash_of"); }

// 05.4

bool is_v4_mapped([[maybe_unused]] const Address& address) { throw NotStarted("is_v4_mapped"); }

Address map_v4([[maybe_unused]] const Address& address) { throw NotStarted("map_v4"); }

Address unmap_v4([[maybe_unused]] const Address& address) { throw NotStarted("unmap_v4"); }

// 05.5

std::optional<Reach> reach_of([[maybe_unused]] const Address& address) { throw NotStarted("reach_of"); }

// 05.6

Address local_address([[maybe_unused]] int socket) { throw NotStarted("local_address"); }

std::optional<Address> peer_address([[maybe_unused]] int socket) { throw NotStarted("peer_address"); }

}  // namespace lab
