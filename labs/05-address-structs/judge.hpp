// What public and hidden tests share: addresses by their bytes, as the kernel might have written them, and sockets of
// every family.
#pragma once

#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "address_structs.hpp"
#include "exam/test.hpp"
#include "show.hpp"
#include "support/fd.hpp"

namespace judge {

/// The bytes of a number as they lie in this machine's memory.
template <class Number>
std::string in_memory(Number number) {
  std::string bytes(sizeof number, '\0');
  std::memcpy(bytes.data(), &number, sizeof number);
  return bytes;
}

/// An Address of these bytes, zeros behind them.
inline lab::Address address_of(std::string_view bytes) {
  lab::Address address;
  std::memcpy(&address.storage, bytes.data(), bytes.size());
  address.length = static_cast<socklen_t>(bytes.size());
  return address;
}
/// The bytes that count of an address.
inline std::string bytes_of(const lab::Address& address) {
  return {reinterpret_cast<const char*>(&address.storage), address.length};
}

/// A struct's bytes: the family, in this machine's order, and the rest.
inline std::string bytes(sa_family_t family, std::string_view rest) { return in_memory(family) + std::string(rest); }

/// 127.0.0.1, port 0x1234; ::1, port 0x1234.
inline std::string loopback4() {
  using namespace std::string_view_literals;
  return bytes(AF_INET, "\x12\x34\x7F\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00"sv);
}
inline std::string loopback6() {
  return bytes(AF_INET6, "\x12\x34" + std::string(4 + 15, '\0') + "\x01" + std::string(4, '\0'));
}
/// An IPv4 address: its four bytes, and two of the port.
inline lab::Address ipv4(std::string_view four, std::string_view port = "\x12\x34") {
  return address_of(bytes(AF_INET, std::string(port) + std::string(four) + std::string(8, '\0')));
}
/// An IPv6 address: its sixteen bytes, and two of the port; scope and flow information 0.
inline lab::Address ipv6(std::string_view sixteen, std::string_view port = "\x12\x34") {
  return address_of(
      bytes(AF_INET6, std::string(port) + std::string(4, '\0') + std::string(sixteen) + std::string(4, '\0')));
}
/// The path, and a NUL behind it.
inline lab::Address unix_path(const std::string& path) { return address_of(bytes(AF_UNIX, path + '\0')); }

/// How a struct of this type would be shown that has these bytes.
template <class Struct>
std::string shown_as(const Struct& like, std::string_view bytes) {
  return lab::show(lab::fields_of(like), bytes.data());
}

/// The pieces of a text between its ", ".
inline std::vector<std::string> pieces_of(std::string text) {
  std::vector<std::string> pieces;
  for (std::size_t end = 0; (end = text.find(", ")) != text.npos; text.erase(0, end + 2))
    pieces.push_back(text.substr(0, end));
  pieces.push_back(text);
  return pieces;
}

/// Fails unless both are shown alike, and says which fields are not: a line for each. `what` says for which input.
inline bool expect_shown(const std::string& yours, const std::string& expected, const std::string& what = {}) {
  if (yours == expected) return true;
  const auto left = pieces_of(yours);
  const auto right = pieces_of(expected);
  const std::string of = what.empty() ? "" : "for " + what + "\n";
  std::string text = of + "yours:";
  for (std::size_t i = 0; i < left.size() && left.size() == right.size(); ++i)
    text += "\n  " + left[i] + (left[i] == right[i] ? "" : "   <- expected: " + right[i]);
  if (left.size() != right.size() || left.size() == 1) text = of + "yours:    " + yours + "\nexpected: " + expected;
  ADD_FAILURE() << text;
  return false;
}

/// Every byte of `value` FF: what a struct may hold before it is filled.
template <class Struct>
Struct full_of_ones() {
  Struct value;
  std::memset(&value, 0xFF, sizeof value);
  return value;
}

// Sockets of the tests' own, where any family may be asked for. They throw what failed.
inline lab::Fd make_socket(int family, int type) {
  lab::Fd socket(::socket(family, type | SOCK_CLOEXEC, 0));
  if (!socket) lab::throw_errno("socket (by the test)");
  return socket;
}
/// Port 0 is a port by the run's seed, so that messages are the same each time; another one where that is taken.
inline void bind_to(const lab::Fd& socket, const lab::Address& where) {
  for (int tries = 0; tries < 20; ++tries) {
    const lab::Address place = exam::port_of(where) == 0 ? exam::with_likely_free_port(where) : where;
    if (::bind(socket.get(), place.get(), place.length) == 0) return;
    if (errno != EADDRINUSE) break;
  }
  lab::throw_errno("bind (by the test)");
}
inline lab::Fd bound(int type, const lab::Address& where) {
  lab::Fd socket = make_socket(where.family(), type);
  bind_to(socket, where);
  return socket;
}
inline void connect_to(const lab::Fd& socket, const lab::Address& where) {
  if (::connect(socket.get(), where.get(), where.length) == -1) lab::throw_errno("connect (by the test)");
}
inline void listen_on(const lab::Fd& socket) {
  if (::listen(socket.get(), 4) == -1) lab::throw_errno("listen (by the test)");
}
inline lab::Fd accept_from(const lab::Fd& listener) {
  lab::Fd connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!connection) lab::throw_errno("accept4 (by the test)");
  return connection;
}

}  // namespace judge
