// Lab 06, your file. The contract is in address_conversion.hpp, the brief in README.md.
//
// Begin with parse_ipv4: four numbers, three dots, and a question at each character: "may this stand here?"
// throw_gai (support/resolver_error.hpp) reports what getaddrinfo returned, throw_errno (support/errors.hpp) a system
// call that failed. A function counts as "not started" while it throws NotStarted: replace that line with your code.
#include "address_conversion.hpp"

namespace lab {

// 06.1

std::optional<in_addr> parse_ipv4([[maybe_unused]] std::string_view text) { throw NotStarted("parse_ipv4"); }

// 06.2

std::string format_ipv4([[maybe_unused]] in_addr address) { throw NotStarted("format_ipv4"); }

std::string format_ipv4_range([[maybe_unused]] in_addr first, [[maybe_unused]] in_addr last) {
  throw NotStarted("format_ipv4_range");
}

// 06.3

std::optional<in6_addr> parse_ipv6([[maybe_unused]] std::string_view text) { throw NotStarted("parse_ipv6"); }

bool same_ipv6([[maybe_unused]] std::string_view one, [[maybe_unused]] std::string_view other) {
  throw NotStarted("same_ipv6");
}

// 06.4

std::string format_ipv6([[maybe_unused]] const in6_addr& address) { throw NotStarted("format_ipv6"); }

// 06.5

std::optional<std::uint16_t> parse_port([[maybe_unused]] std::string_view text) { throw NotStarted("parse_port"); }

std::optional<HostService> split_host_port([[maybe_unused]] std::string_view text) {
  throw NotStarted("split_host_port");
}

// 06.6

std::vector<Address> resolve([[maybe_unused]] const std::string& host, [[maybe_unused]] const std::string& service,
                             [[maybe_unused]] Purpose purpose) {
  throw NotStarted("resolve");
}

// 06.7

std::string describe([[maybe_unused]] const Address& address) { throw NotStarted("describe"); }

// 06.8

Fd connect_to_any([[maybe_unused]] const std::string& host, [[maybe_unused]] const std::string& service) {
  throw NotStarted("connect_to_any");
}

}  // namespace lab
