// Another correct solution: every shift written out, nothing shared but what the contract shares; the checksum folds
// each carry at once, byte by byte; a refused FrameReader takes no more bytes.
#include "network_byte_order.hpp"

namespace lab {
namespace {

void require(std::size_t size, std::size_t needed) {
  if (size < needed) throw std::out_of_range("too few bytes");
}

std::uint64_t at(std::span<const std::byte> bytes, std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); }

}  // namespace

ByteOrder host_order() {
  const std::uint32_t number = 0x01020304;
  return *reinterpret_cast<const unsigned char*>(&number) == 0x04 ? ByteOrder::little : ByteOrder::big;
}

std::uint16_t to_network16(std::uint16_t host) {
  if (host_order() == ByteOrder::big) return host;
  return static_cast<std::uint16_t>(host << 8 | host >> 8);
}

std::uint32_t to_network32(std::uint32_t host) {
  if (host_order() == ByteOrder::big) return host;
  return host << 24 | (host & 0xFF00) << 8 | (host >> 8 & 0xFF00) | host >> 24;
}

std::uint64_t to_network64(std::uint64_t host) {
  if (host_order() == ByteOrder::big) return host;
  host = (host & 0x00000000FFFFFFFF) << 32 | host >> 32;
  host = (host & 0x0000FFFF0000FFFF) << 16 | (host >> 16 & 0x0000FFFF0000FFFF);
  return (host & 0x00FF00FF00FF00FF) << 8 | (host >> 8 & 0x00FF00FF00FF00FF);
}

// Swapping is its own way back.
std::uint16_t from_network16(std::uint16_t network) { return to_network16(network); }
std::uint32_t from_network32(std::uint32_t network) { return to_network32(network); }
std::uint64_t from_network64(std::uint64_t network) { return to_network64(network); }

void store16(std::span<std::byte> bytes, std::uint16_t value) {
  require(bytes.size(), 2);
  bytes[0] = std::byte(value >> 8);
  bytes[1] = std::byte(value & 0xFF);
}

void store32(std::span<std::byte> bytes, std::uint32_t value) {
  require(bytes.size(), 4);
  bytes[0] = std::byte(value >> 24);
  bytes[1] = std::byte(value >> 16 & 0xFF);
  bytes[2] = std::byte(value >> 8 & 0xFF);
  bytes[3] = std::byte(value & 0xFF);
}

void store64(std::span<std::byte> bytes, std::uint64_t value) {
  require(bytes.size(), 8);
  store32(bytes, static_cast<std::uint32_t>(value >> 32));
  store32(bytes.subspan(4), static_cast<std::uint32_t>(value));
}

std::uint16_t load16(std::span<const std::byte> bytes) {
  require(bytes.size(), 2);
  return static_cast<std::uint16_t>(at(bytes, 0) << 8 | at(bytes, 1));
}

std::uint32_t load32(std::span<const std::byte> bytes) {
  require(bytes.size(), 4);
  return static_cast<std::uint32_t>(at(bytes, 0) << 24 | at(bytes, 1) << 16 | at(bytes, 2) << 8 | at(bytes, 3));
}

std::uint64_t load64(std::span<const std::byte> bytes) {
  require(bytes.size(), 8);
  return std::uint64_t{load32(bytes)} << 32 | load32(bytes.subspan(4));
}

std::array<std::byte, header_size> encode_header(const Header& header) {
  if (header.length > longest_body) throw std::length_error("length");
  std::array<std::byte, header_size> bytes{};
  bytes[0] = std::byte(1 << 4 | int{header.urgent} << 3 | int{header.reply} << 2);
  bytes[1] = std::byte(header.channel);
  bytes[2] = std::byte(header.kind >> 8);
  bytes[3] = std::byte(header.kind & 0xFF);
  for (std::size_t i = 0; i < 4; ++i) bytes[4 + i] = std::byte(header.length >> (24 - 8 * i) & 0xFF);
  for (std::size_t i = 0; i < 8; ++i) bytes[8 + i] = std::byte(header.sent_at >> (56 - 8 * i) & 0xFF);
  return bytes;
}

std::optional<Header> decode_header(std::span<const std::byte> bytes) {
  if (bytes.size() < header_size) return {};
  const auto first = std::to_integer<int>(bytes[0]);
  if ((first & 0xF3) != 0x10) return {};
  const std::uint32_t length = load32(bytes.subspan(4));
  if (length > longest_body) return {};
  return Header{(first >> 3 & 1) == 1,
                (first >> 2 & 1) == 1,
                std::to_integer<std::uint8_t>(bytes[1]),
                load16(bytes.subspan(2)),
                length,
                static_cast<std::int64_t>(load64(bytes.subspan(8)))};
}

std::uint16_t internet_checksum(std::span<const std::byte> bytes) {
  std::uint32_t sum = 0;
  bool upper = true;
  for (const std::byte byte : bytes) {
    sum += std::to_integer<std::uint32_t>(byte) << (upper ? 8 : 0);
    sum = (sum & 0xFFFF) + (sum >> 16);
    upper = !upper;
  }
  return static_cast<std::uint16_t>(sum ^ 0xFFFF);
}

FrameReader::FrameReader(std::size_t limit) : limit_(limit) {}

void FrameReader::push(std::span<const std::byte> bytes) {
  const bool refused = bytes_.size() >= 4 && load32(bytes_) > limit_;
  if (!refused) bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

std::optional<std::vector<std::byte>> FrameReader::next() {
  if (bytes_.size() < 4) return {};
  const std::size_t length = load32(bytes_);
  if (length > limit_) throw std::length_error("frame");
  if (length > bytes_.size() - 4) return {};
  const std::span<const std::byte> body = std::span<const std::byte>(bytes_).subspan(4, length);
  std::vector<std::byte> frame(body.begin(), body.end());
  bytes_.erase(bytes_.begin(), bytes_.begin() + 4 + static_cast<std::ptrdiff_t>(length));
  return frame;
}

}  // namespace lab
