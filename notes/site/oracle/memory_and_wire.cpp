// What are a number's bytes, in memory and on the wire, and what does the wrong order read? As the solution of lab 04
// says, and the C library.
//
// Each line of standard input: 16, 32 or 64, a space, the text's bytes in hexadecimal. For each one, a line: "refused";
// or, with tabs between: the number, its bytes in this machine's memory, on the wire (both hexadecimal), and the number
// that is read from the wire's bytes turned round. Status 1 when to_network and store, or htonl, do not agree.
#include <endian.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "04-network-byte-order/network_byte_order.hpp"

namespace {

std::uint16_t to_network(std::uint16_t n) { return lab::to_network16(n); }
std::uint32_t to_network(std::uint32_t n) { return lab::to_network32(n); }
std::uint64_t to_network(std::uint64_t n) { return lab::to_network64(n); }
std::uint16_t library(std::uint16_t n) { return htobe16(n); }
std::uint32_t library(std::uint32_t n) { return htobe32(n); }
std::uint64_t library(std::uint64_t n) { return htobe64(n); }
void store(std::span<std::byte> bytes, std::uint16_t n) { lab::store16(bytes, n); }
void store(std::span<std::byte> bytes, std::uint32_t n) { lab::store32(bytes, n); }
void store(std::span<std::byte> bytes, std::uint64_t n) { lab::store64(bytes, n); }
void load(std::span<const std::byte> bytes, std::uint16_t& n) { n = lab::load16(bytes); }
void load(std::span<const std::byte> bytes, std::uint32_t& n) { n = lab::load32(bytes); }
void load(std::span<const std::byte> bytes, std::uint64_t& n) { n = lab::load64(bytes); }

/// All of `text` by std::from_chars.
template <class Number>
std::optional<Number> read(std::string_view text, int base) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Decimal without a leading zero, or 0x…: what fits into an Unsigned, or, below zero, into its signed sister.
template <class Unsigned>
std::optional<Unsigned> parse(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) return read<Unsigned>(text.substr(2), 16);
  const auto digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.size() > 1 && digits[0] == '0') return std::nullopt;
  if (digits.size() == text.size()) return read<Unsigned>(text, 10);
  const auto negative = read<std::make_signed_t<Unsigned>>(text, 10);
  if (!negative) return std::nullopt;
  return static_cast<Unsigned>(*negative);
}

template <class Bytes>
std::string hex(const Bytes& bytes) {
  std::string text;
  for (const std::byte byte : bytes)
    for (const unsigned digit : {std::to_integer<unsigned>(byte) / 16, std::to_integer<unsigned>(byte) % 16})
      text += "0123456789abcdef"[digit];
  return text;
}

/// Whether lab 04 agrees with itself and with the library.
template <class Unsigned>
bool answer(const std::string& text) {
  const auto number = parse<Unsigned>(text);
  if (!number) {
    std::cout << "refused\n";
    return true;
  }
  std::array<std::byte, sizeof(Unsigned)> memory{}, wire{}, network{};
  std::memcpy(memory.data(), &*number, memory.size());
  store(wire, *number);
  const Unsigned converted = to_network(*number);
  std::memcpy(network.data(), &converted, network.size());
  auto turned = wire;
  std::reverse(turned.begin(), turned.end());
  Unsigned wrong{}, again{};
  load(turned, wrong);
  load(wire, again);
  std::cout << again << '\t' << hex(memory) << '\t' << hex(wire) << '\t' << wrong << '\n';
  return network == wire && converted == library(*number);
}

std::string from_hex(const std::string& digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return bytes;
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const std::string bits = line.substr(0, 2);
    const std::string text = from_hex(line.substr(3));
    const bool agreed = bits == "16"   ? answer<std::uint16_t>(text)
                        : bits == "32" ? answer<std::uint32_t>(text)
                                       : answer<std::uint64_t>(text);
    if (!agreed) {
      std::cerr << "to_network, store and the C library do not agree: " << text << "\n";
      return 1;
    }
  }
}
