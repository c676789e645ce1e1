// How are fields smaller than a byte packed? The first four bytes of every IPv4 packet (RFC 791, section 3.1).
#include <array>
#include <cstdint>
#include <optional>

#include "bytes.hpp"

// region word
struct FirstWord {
  std::uint8_t words = 5;    // 4 bits: how many groups of four bytes the header has
  std::uint8_t service = 0;  // 8 bits
  std::uint16_t length = 0;  // 16 bits: of the whole packet
};

std::array<std::byte, 4> encode(const FirstWord& first) {
  return {static_cast<std::byte>(4U << 4 | first.words),  // version 4 in the upper half, `words` in the lower
          static_cast<std::byte>(first.service), static_cast<std::byte>(first.length >> 8),
          static_cast<std::byte>(first.length)};
}

std::optional<FirstWord> decode(std::span<const std::byte> bytes) {
  if (bytes.size() < 4) return std::nullopt;
  const auto byte = [&](std::size_t i) { return std::to_integer<unsigned>(bytes[i]); };
  if (byte(0) >> 4 != 4) return std::nullopt;     // not version 4: whatever follows means something else
  if ((byte(0) & 0x0F) < 5) return std::nullopt;  // no header is shorter than five words
  return FirstWord{static_cast<std::uint8_t>(byte(0) & 0x0F), static_cast<std::uint8_t>(byte(1)),
                   static_cast<std::uint16_t>(byte(2) << 8 | byte(3))};
}
// endregion

int main() {
  auto bytes = encode({5, 0, 1500});
  show("encoded:", bytes);
  const auto decoded = decode(bytes);
  std::printf("decoded: %d words, length %d\n", decoded->words, decoded->length);
  std::printf("three bytes of it: %s\n", decode(std::span(bytes).first(3)) ? "accepted" : "refused");
  bytes[0] = std::byte{0x65};  // version 6
  std::printf("another version:   %s\n", decode(bytes) ? "accepted" : "refused");
}
