// How this lab's values look in messages and programs: a struct field by field, its bytes as they lie in memory.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "address_structs.hpp"

namespace lab {

/// "7F 00 00 01": any bytes.
inline std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char byte : bytes) {
    const auto number = static_cast<unsigned char>(byte);
    if (!text.empty()) text += ' ';
    text += digits[number >> 4];
    text += digits[number & 0xF];
  }
  return text;
}

/// A struct's field: its name, and which bytes of the struct it is.
struct Field {
  std::string name;
  std::size_t at = 0;
  std::size_t size = 0;
};

template <class Struct, class Member>
Field field(const char* name, const Struct& whole, const Member& member) {
  return {name,
          static_cast<std::size_t>(reinterpret_cast<const char*>(&member) - reinterpret_cast<const char*>(&whole)),
          sizeof member};
}

inline std::vector<Field> fields_of(const sockaddr_in& ipv4) {
  return {field("sin_family", ipv4, ipv4.sin_family), field("sin_port", ipv4, ipv4.sin_port),
          field("sin_addr", ipv4, ipv4.sin_addr), field("sin_zero", ipv4, ipv4.sin_zero)};
}
inline std::vector<Field> fields_of(const sockaddr_in6& ipv6) {
  return {field("sin6_family", ipv6, ipv6.sin6_family), field("sin6_port", ipv6, ipv6.sin6_port),
          field("sin6_flowinfo", ipv6, ipv6.sin6_flowinfo), field("sin6_addr", ipv6, ipv6.sin6_addr),
          field("sin6_scope_id", ipv6, ipv6.sin6_scope_id)};
}
/// The fields of the first `length` bytes, by family. What is of no known family, or of a length that does not fit it,
/// is one field, "bytes".
inline std::vector<Field> fields_of(const Address& address) {
  constexpr std::size_t path_at = offsetof(sockaddr_un, sun_path);
  const std::size_t length = std::min<std::size_t>(address.length, sizeof address.storage);
  if (address.family() == AF_INET && length == sizeof(sockaddr_in)) return fields_of(sockaddr_in{});
  if (address.family() == AF_INET6 && length == sizeof(sockaddr_in6)) return fields_of(sockaddr_in6{});
  if (address.family() == AF_UNIX && length >= path_at)
    return {{"sun_family", 0, path_at}, {"sun_path", path_at, length - path_at}};
  return {{"bytes", 0, length}};
}

/// The bytes of a field, wherever it lies in `whole`.
inline std::string bytes_of(const Field& field, const void* whole) {
  return {static_cast<const char*>(whole) + field.at, field.size};
}

/// "sin_family 02 00, sin_port 12 34, sin_addr 7F 00 00 01, sin_zero 00 00 00 00 00 00 00 00".
inline std::string show(const std::vector<Field>& fields, const void* whole) {
  std::string text;
  for (const Field& field : fields) text += (text.empty() ? "" : ", ") + field.name + " " + hex(bytes_of(field, whole));
  return text;
}
inline std::string show(const sockaddr_in& ipv4) { return show(fields_of(ipv4), &ipv4); }
inline std::string show(const sockaddr_in6& ipv6) { return show(fields_of(ipv6), &ipv6); }
/// The same and the length; and the bytes behind it, up to the last that is not zero, if there is one.
inline std::string show(const Address& address) {
  std::string text = show(fields_of(address), &address.storage) + ", length " + std::to_string(address.length);
  const std::size_t length = std::min<std::size_t>(address.length, sizeof address.storage);
  std::string behind(reinterpret_cast<const char*>(&address.storage) + length, sizeof address.storage - length);
  behind.resize(behind.find_last_not_of('\0') + 1);
  if (!behind.empty()) text += ", behind it " + hex(behind);
  return text;
}
inline std::string show(const std::optional<Address>& address) { return address ? show(*address) : "absent"; }

inline std::ostream& operator<<(std::ostream& out, const Address& address) { return out << show(address); }

/// "loopback", "private use": a kind in words.
inline std::string show(Reach reach) {
  switch (reach) {
    case Reach::unspecified:
      return "unspecified";
    case Reach::loopback:
      return "loopback";
    case Reach::private_use:
      return "private use";
    case Reach::link_local:
      return "link-local";
    case Reach::multicast:
      return "multicast";
    case Reach::global:
      return "global";
  }
  return "no kind (" + std::to_string(static_cast<int>(reach)) + ")";
}
inline std::string show(const std::optional<Reach>& reach) { return reach ? show(*reach) : "absent"; }

}  // namespace lab
