// What this lab's programs share: sockets on the loopback address, and how they are named.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>

#include <cstdlib>
#include <stdexcept>
#include <string>

#include "support/address.hpp"
#include "support/errors.hpp"

/// "127.0.0.1 4567".
inline std::string to_text(const lab::Address& address) {
  const auto* ipv4 = reinterpret_cast<const sockaddr_in*>(address.get());
  char text[INET_ADDRSTRLEN] = "?";
  ::inet_ntop(AF_INET, &ipv4->sin_addr, text, sizeof text);
  return std::string(text) + " " + std::to_string(ntohs(ipv4->sin_port));
}

/// Where the socket is bound: the port that the kernel chose, if it was asked to.
inline lab::Address local_address(int socket) {
  lab::Address address;
  address.length = sizeof address.storage;
  if (::getsockname(socket, address.get(), &address.length) == -1) lab::throw_errno("getsockname");
  return address;
}

/// The number that a program was given as its nth argument, at most `most`; `otherwise` if it was given fewer.
inline unsigned long number_argument(int count, char** arguments, int n, unsigned long otherwise, unsigned long most) {
  if (count <= n) return otherwise;
  char* end = nullptr;
  const unsigned long value = std::strtoul(arguments[n], &end, 10);
  if (*end != '\0' || end == arguments[n] || value > most)
    throw std::invalid_argument(std::string("\"") + arguments[n] + "\" is no number up to " + std::to_string(most));
  return value;
}
