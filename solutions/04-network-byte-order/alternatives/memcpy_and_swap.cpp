// Another correct solution: numbers go to and from memory whole, by memcpy, and are swapped where std::endian says so.
// The checksum adds words as they lie in memory and swaps once, at the end, as RFC 1071 allows.
#include <bit>
#include <cstring>
#include <utility>

#include "network_byte_order.hpp"

namespace lab {
namespace {

static_assert(std::endian::native == std::endian::little || std::endian::native == std::endian::big);
constexpr bool little = std::endian::native == std::endian::little;

constexpr std::uint16_t in_network_order(std::uint16_t n) { return little ? __builtin_bswap16(n) : n; }
constexpr std::uint32_t in_network_order(std::uint32_t n) { return little ? __builtin_bswap32(n) : n; }
constexpr std::uint64_t in_network_order(std::uint64_t n) { return little ? __builtin_bswap64(n) : n; }

template <class Number>
void store(std::span<std::byte> bytes, Number value) {
  if (bytes.size() < sizeof(Number)) throw std::out_of_range("store");
  value = in_network_order(value);
  std::memcpy(bytes.data(), &value, sizeof value);
}

template <class Number>
Number load(std::span<const std::byte> bytes) {
  if (bytes.size() < sizeof(Number)) throw std::out_of_range("load");
  Number value;
  std::memcpy(&value, bytes.data(), sizeof value);
  return in_network_order(value);
}

// The header as it lies on the wire: members without padding between them, each already in network byte order.
struct WireHeader {
  std::uint8_t first;
  std::uint8_t channel;
  std::uint16_t kind;
  std::uint32_t length;
  std::uint64_t sent_at;
};
static_assert(sizeof(WireHeader) == header_size && std::has_unique_object_representations_v<WireHeader>);

}  // namespace

ByteOrder host_order() { return little ? ByteOrder::little : ByteOrder::big; }

std::uint16_t to_network16(std::uint16_t host) { return in_network_order(host); }
std::uint32_t to_network32(std::uint32_t host) { return in_network_order(host); }
std::uint64_t to_network64(std::uint64_t host) { return in_network_order(host); }
std::uint16_t from_network16(std::uint16_t network) { return in_network_order(network); }
std::uint32_t from_network32(std::uint32_t network) { return in_network_order(network); }
std::uint64_t from_network64(std::uint64_t network) { return in_network_order(network); }

void store16(std::span<std::byte> bytes, std::uint16_t value) { store(bytes, value); }
void store32(std::span<std::byte> bytes, std::uint32_t value) { store(bytes, value); }
void store64(std::span<std::byte> bytes, std::uint64_t value) { store(bytes, value); }
std::uint16_t load16(std::span<const std::byte> bytes) { return load<std::uint16_t>(bytes); }
std::uint32_t load32(std::span<const std::byte> bytes) { return load<std::uint32_t>(bytes); }
std::uint64_t load64(std::span<const std::byte> bytes) { return load<std::uint64_t>(bytes); }

std::array<std::byte, header_size> encode_header(const Header& header) {
  if (header.length > longest_body) throw std::length_error("encode_header");
  WireHeader wire{};
  wire.first = static_cast<std::uint8_t>(0x10 + (header.urgent ? 8 : 0) + (header.reply ? 4 : 0));
  wire.channel = header.channel;
  wire.kind = in_network_order(header.kind);
  wire.length = in_network_order(header.length);
  wire.sent_at = in_network_order(std::bit_cast<std::uint64_t>(header.sent_at));
  return std::bit_cast<std::array<std::byte, header_size>>(wire);
}

std::optional<Header> decode_header(std::span<const std::byte> bytes) {
  WireHeader wire;
  if (bytes.size() < sizeof wire) return std::nullopt;
  std::memcpy(&wire, bytes.data(), sizeof wire);
  const std::uint32_t length = in_network_order(wire.length);
  const bool good = (wire.first & 0xF0) == 0x10 && (wire.first & 0x03) == 0 && length <= longest_body;
  if (!good) return std::nullopt;
  return Header{.urgent = (wire.first & 0x08) != 0,
                .reply = (wire.first & 0x04) != 0,
                .channel = wire.channel,
                .kind = in_network_order(wire.kind),
                .length = length,
                .sent_at = std::bit_cast<std::int64_t>(in_network_order(wire.sent_at))};
}

std::uint16_t internet_checksum(std::span<const std::byte> bytes) {
  std::uint64_t sum = 0;
  while (!bytes.empty()) {
    std::uint16_t word = 0;
    const std::size_t size = bytes.size() < 2 ? 1 : 2;
    std::memcpy(&word, bytes.data(), size);
    sum += word;
    bytes = bytes.subspan(size);
  }
  while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
  return in_network_order(static_cast<std::uint16_t>(~sum));
}

FrameReader::FrameReader(std::size_t limit) : limit_(limit) {}

void FrameReader::push(std::span<const std::byte> bytes) {
  const std::size_t before = bytes_.size();
  bytes_.resize(before + bytes.size());
  if (!bytes.empty()) std::memcpy(bytes_.data() + before, bytes.data(), bytes.size());
}

// The buffer itself becomes the frame, and what is behind it a new buffer.
std::optional<std::vector<std::byte>> FrameReader::next() {
  if (bytes_.size() < 4) return std::nullopt;
  const std::size_t length = load<std::uint32_t>(bytes_);
  if (length > limit_) throw std::length_error("FrameReader");
  if (bytes_.size() - 4 < length) return std::nullopt;
  const auto end = bytes_.begin() + 4 + static_cast<std::ptrdiff_t>(length);
  std::vector<std::byte> rest(end, bytes_.end());
  std::vector<std::byte> frame = std::exchange(bytes_, std::move(rest));
  frame.resize(4 + length);
  frame.erase(frame.begin(), frame.begin() + 4);
  return frame;
}

}  // namespace lab
