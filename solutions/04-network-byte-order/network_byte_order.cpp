// Lab 04, the model solution. README.md beside it says why each piece is as it is.
#include "network_byte_order.hpp"

#include <bit>

namespace lab {
namespace {

// Shifts speak of a number's value, never of its place in memory. So these two are right on every machine, at every
// address, and everything below rests on them.

template <class Number>
void store(std::span<std::byte> bytes, Number value) {
  if (bytes.size() < sizeof value) throw std::out_of_range("store: fewer bytes than the number takes");
  for (std::size_t i = 0; i < sizeof value; ++i) {
    bytes[i] = static_cast<std::byte>(value >> (8 * (sizeof value - 1 - i)));
  }
}

template <class Number>
Number load(std::span<const std::byte> bytes) {
  if (bytes.size() < sizeof(Number)) throw std::out_of_range("load: fewer bytes than the number takes");
  std::uint64_t value = 0;  // wide and unsigned: a byte alone would become an int before it is shifted
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    value = value << 8 | std::to_integer<std::uint64_t>(bytes[i]);
  }
  return static_cast<Number>(value);
}

// No question about the host's order: std::bit_cast takes the bytes as they lie.

template <class Number>
Number to_network(Number host) {
  std::array<std::byte, sizeof host> bytes{};
  store(bytes, host);
  return std::bit_cast<Number>(bytes);
}

template <class Number>
Number from_network(Number network) {
  return load<Number>(std::bit_cast<std::array<std::byte, sizeof network>>(network));
}

// Byte 0 of a header, and where the rest stands.
constexpr unsigned version = 1;
constexpr unsigned urgent_bit = 0x08;
constexpr unsigned reply_bit = 0x04;
constexpr unsigned zero_bits = 0x03;
constexpr std::size_t channel_at = 1;
constexpr std::size_t kind_at = 2;
constexpr std::size_t length_at = 4;
constexpr std::size_t sent_at_at = 8;

constexpr std::size_t length_size = 4;  // of a frame's length

}  // namespace

// 04.1

ByteOrder host_order() {
  const auto bytes = std::bit_cast<std::array<std::byte, 2>>(std::uint16_t{0x0102});
  return bytes[0] == std::byte{0x01} ? ByteOrder::big : ByteOrder::little;
}

// 04.2

std::uint16_t to_network16(std::uint16_t host) { return to_network(host); }
std::uint32_t to_network32(std::uint32_t host) { return to_network(host); }
std::uint64_t to_network64(std::uint64_t host) { return to_network(host); }
std::uint16_t from_network16(std::uint16_t network) { return from_network(network); }
std::uint32_t from_network32(std::uint32_t network) { return from_network(network); }
std::uint64_t from_network64(std::uint64_t network) { return from_network(network); }

// 04.3

void store16(std::span<std::byte> bytes, std::uint16_t value) { store(bytes, value); }
void store32(std::span<std::byte> bytes, std::uint32_t value) { store(bytes, value); }
void store64(std::span<std::byte> bytes, std::uint64_t value) { store(bytes, value); }
std::uint16_t load16(std::span<const std::byte> bytes) { return load<std::uint16_t>(bytes); }
std::uint32_t load32(std::span<const std::byte> bytes) { return load<std::uint32_t>(bytes); }
std::uint64_t load64(std::span<const std::byte> bytes) { return load<std::uint64_t>(bytes); }

// 04.4

std::array<std::byte, header_size> encode_header(const Header& header) {
  if (header.length > longest_body) throw std::length_error("encode_header: the body is too long");
  unsigned first = version << 4;
  if (header.urgent) first |= urgent_bit;
  if (header.reply) first |= reply_bit;
  std::array<std::byte, header_size> encoded{};
  const std::span<std::byte> bytes = encoded;
  bytes[0] = static_cast<std::byte>(first);
  bytes[channel_at] = static_cast<std::byte>(header.channel);
  store16(bytes.subspan(kind_at), header.kind);
  store32(bytes.subspan(length_at), header.length);
  store64(bytes.subspan(sent_at_at), static_cast<std::uint64_t>(header.sent_at));
  return encoded;
}

std::optional<Header> decode_header(std::span<const std::byte> bytes) {
  if (bytes.size() < header_size) return std::nullopt;
  const auto first = std::to_integer<unsigned>(bytes[0]);
  if (first >> 4 != version) return std::nullopt;
  if ((first & zero_bits) != 0) return std::nullopt;
  Header header;
  header.urgent = (first & urgent_bit) != 0;
  header.reply = (first & reply_bit) != 0;
  header.channel = std::to_integer<std::uint8_t>(bytes[channel_at]);
  header.kind = load16(bytes.subspan(kind_at));
  header.length = load32(bytes.subspan(length_at));
  header.sent_at = static_cast<std::int64_t>(load64(bytes.subspan(sent_at_at)));
  if (header.length > longest_body) return std::nullopt;
  return header;
}

// 04.5

std::uint16_t internet_checksum(std::span<const std::byte> bytes) {
  std::uint64_t sum = 0;  // room for 2^48 words, so that the carries can wait
  std::size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) sum += load16(bytes.subspan(i));
  if (i < bytes.size()) sum += std::to_integer<std::uint64_t>(bytes[i]) << 8;
  while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

// 04.6

FrameReader::FrameReader(std::size_t limit) : limit_(limit) {}

void FrameReader::push(std::span<const std::byte> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

std::optional<std::vector<std::byte>> FrameReader::next() {
  if (bytes_.size() < length_size) return std::nullopt;
  const std::uint32_t length = load32(bytes_);
  // The bytes stay where they are, so that the next call finds and refuses them again.
  if (length > limit_) throw std::length_error("FrameReader: the next frame is longer than the limit");
  if (bytes_.size() - length_size < length) return std::nullopt;
  const auto begin = bytes_.begin() + length_size;
  const auto end = begin + length;
  std::vector<std::byte> frame(begin, end);
  bytes_.erase(bytes_.begin(), end);
  return frame;
}

}  // namespace lab
