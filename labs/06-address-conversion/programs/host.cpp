// host NAME | host HOST:SERVICE: shows what your functions make of a text. Of an address: its one spelling. Of a name:
// its addresses, in the order in which one tries them. Of HOST:SERVICE ("[::1]:80" for IPv6): these addresses with the
// port, and which of them answered connect_to_any.
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <string>

#include "address_conversion.hpp"

namespace {

/// "127.0.0.1" of "127.0.0.1:0", "::1" of "[::1]:0".
std::string without_port(const std::string& described) {
  const std::string host = described.substr(0, described.rfind(':'));
  return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
}

void show_host(const std::string& text) {
  if (const auto ipv4 = lab::parse_ipv4(text)) {
    std::cout << "IPv4 address  " << lab::format_ipv4(*ipv4) << "\n";
  } else if (const auto ipv6 = lab::parse_ipv6(text)) {
    std::cout << "IPv6 address  " << lab::format_ipv6(*ipv6) << "\n";
  } else {
    for (const lab::Address& address : lab::resolve(text, "", lab::Purpose::connect)) {
      std::cout << (address.family() == AF_INET6 ? "IPv6  " : "IPv4  ") << without_port(lab::describe(address)) << "\n";
    }
  }
}

void show_connection(const lab::HostService& parts) {
  for (const lab::Address& address : lab::resolve(parts.host, parts.service, lab::Purpose::connect)) {
    std::cout << "may be at      " << lab::describe(address) << std::endl;
  }
  const lab::Fd connection = lab::connect_to_any(parts.host, parts.service);
  lab::Address peer;
  peer.length = sizeof peer.storage;
  if (::getpeername(connection.get(), peer.get(), &peer.length) == -1) lab::throw_errno("getpeername");
  std::cout << "connected to   " << lab::describe(peer) << "\n";
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: host NAME | host HOST:SERVICE | host [IPV6-ADDRESS]:SERVICE\n";
    return 2;
  }
  try {
    const std::string text = arguments[1];
    if (const auto parts = lab::split_host_port(text)) {
      show_connection(*parts);
    } else {
      show_host(text);
    }
  } catch (const std::exception& error) {
    std::cout.flush();
    std::cerr << "host: " << arguments[1] << ": " << error.what() << "\n";
    return 1;
  }
  return 0;
}
