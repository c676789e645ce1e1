// Addresses as people read them, for this lab's programs. (Lab 06 is about what happens here.)
#pragma once

#include <arpa/inet.h>
#include <netdb.h>

#include <string>

#include "loopback_wildcard.hpp"

/// "127.0.0.1", "2001:db8::7": without the port.
inline std::string host_of(const lab::Address& address) {
  char text[NI_MAXHOST] = "?";
  ::getnameinfo(address.get(), address.length, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
  return text;
}

/// The same address with this port, in host byte order.
inline lab::Address with_port(lab::Address address, in_port_t port) {
  if (address.family() == AF_INET) reinterpret_cast<sockaddr_in*>(address.get())->sin_port = htons(port);
  if (address.family() == AF_INET6) reinterpret_cast<sockaddr_in6*>(address.get())->sin6_port = htons(port);
  return address;
}
