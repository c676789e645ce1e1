// Addresses as people type and read them: "127.0.0.1" or "::1", and a port. For this lab's programs. (Labs 05 and 06
// are about what happens here.)
#pragma once

#include <arpa/inet.h>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "support/address.hpp"

/// Absent unless `address` is a numeric IPv4 or IPv6 address and `port` a number up to 65535.
inline std::optional<lab::Address> parse_address(const std::string& address, std::string_view port) {
  in_port_t number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size()) return std::nullopt;
  sockaddr_in ipv4{};
  ipv4.sin_family = AF_INET;
  ipv4.sin_port = htons(number);
  if (::inet_pton(AF_INET, address.c_str(), &ipv4.sin_addr) == 1) return lab::make_address(ipv4);
  sockaddr_in6 ipv6{};
  ipv6.sin6_family = AF_INET6;
  ipv6.sin6_port = htons(number);
  if (::inet_pton(AF_INET6, address.c_str(), &ipv6.sin6_addr) == 1) return lab::make_address(ipv6);
  return std::nullopt;
}

/// "127.0.0.1 4567": as the programs take it.
inline std::string to_text(const lab::Address& address) {
  char text[INET6_ADDRSTRLEN] = "?";
  in_port_t port = 0;
  if (address.family() == AF_INET) {
    const auto* ipv4 = reinterpret_cast<const sockaddr_in*>(address.get());
    ::inet_ntop(AF_INET, &ipv4->sin_addr, text, sizeof text);
    port = ntohs(ipv4->sin_port);
  } else if (address.family() == AF_INET6) {
    const auto* ipv6 = reinterpret_cast<const sockaddr_in6*>(address.get());
    ::inet_ntop(AF_INET6, &ipv6->sin6_addr, text, sizeof text);
    port = ntohs(ipv6->sin6_port);
  }
  return std::string(text) + " " + std::to_string(port);
}
