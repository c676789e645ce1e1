// How this lab's values look in messages and programs: bytes as 12 34, numbers as 0x1234, headers member by member.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ostream>
#include <string>

#include "network_byte_order.hpp"

namespace lab {

/// "0x0A0B": a number with all the digits of its width.
template <class Number>
std::string hex_number(Number number) {
  std::string digits;
  for (std::size_t i = 2 * sizeof number; i-- > 0;) digits += "0123456789ABCDEF"[number >> (4 * i) & 0xF];
  return "0x" + digits;
}

/// "12 34 FF": any container of bytes; what is long is cut.
template <class Bytes>
std::string hex(const Bytes& bytes) {
  constexpr std::size_t most = 40;
  std::string text;
  std::size_t shown = 0;
  for (const auto byte : bytes) {
    if (shown > 0) text += ' ';
    if (++shown > most) return text + "... (" + std::to_string(bytes.size()) + " bytes)";
    text += hex_number(static_cast<unsigned char>(byte)).substr(2);
  }
  return shown == 0 ? "(no bytes)" : text;
}

/// The bytes of a number as they lie in this machine's memory.
template <class Number>
std::string hex_in_memory(Number number) {
  std::string bytes(sizeof number, '\0');
  std::memcpy(bytes.data(), &number, sizeof number);
  return hex(bytes);
}

inline std::ostream& operator<<(std::ostream& out, ByteOrder order) {
  return out << (order == ByteOrder::little ? "little-endian" : "big-endian");
}

inline std::ostream& operator<<(std::ostream& out, const Header& header) {
  return out << "{urgent " << (header.urgent ? "yes" : "no") << ", reply " << (header.reply ? "yes" : "no")
             << ", channel " << static_cast<unsigned>(header.channel) << ", kind " << hex_number(header.kind)
             << ", length " << header.length << ", sent_at " << header.sent_at << "}";
}

}  // namespace lab
