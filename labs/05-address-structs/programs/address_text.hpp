// Addresses as people type and read them, for this lab's program. (Lab 06 is about what happens here.)
#pragma once

#include <arpa/inet.h>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "address_structs.hpp"

/// Made with your fill_ipv4 and fill_ipv6. Absent unless `text` is a numeric IPv4 or IPv6 address and `port` a number
/// up to 65535.
inline std::optional<lab::Address> parse_address(const std::string& text, std::string_view port) {
  in_port_t number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size()) return std::nullopt;
  if (in_addr four{}; ::inet_pton(AF_INET, text.c_str(), &four) == 1) {
    sockaddr_in ipv4{};
    lab::fill_ipv4(ipv4, ntohl(four.s_addr), number);
    return lab::make_address(ipv4);
  }
  if (in6_addr sixteen{}; ::inet_pton(AF_INET6, text.c_str(), &sixteen) == 1) {
    sockaddr_in6 ipv6{};
    lab::fill_ipv6(ipv6, sixteen, number, 0);
    return lab::make_address(ipv6);
  }
  return std::nullopt;
}

/// "127.0.0.1 port 4567", "/run/lab.socket", "@abstract", "unnamed".
inline std::string to_text(const lab::Address& address) {
  if (const auto name = lab::unix_name(address)) {
    if (name->empty()) return "unnamed";
    return name->front() == '\0' ? "@" + name->substr(1) : *name;
  }
  const bool is_ipv4 = address.family() == AF_INET;
  const char* bytes = reinterpret_cast<const char*>(&address.storage);
  char text[INET6_ADDRSTRLEN] = "?";
  ::inet_ntop(address.family(), bytes + (is_ipv4 ? offsetof(sockaddr_in, sin_addr) : offsetof(sockaddr_in6, sin6_addr)),
              text, sizeof text);
  return std::string(text) + " port " + std::to_string(lab::port_of(address).value_or(0));
}
