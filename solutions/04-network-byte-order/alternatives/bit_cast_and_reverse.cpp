// Another correct solution: a number is an array of bytes (std::bit_cast), turned round where the host is
// little-endian; the checksum runs over pairs with a 16-bit one's complement addition; frames are moved out with
// iterators.
#include <algorithm>
#include <bit>
#include <iterator>

#include "network_byte_order.hpp"

namespace lab {
namespace {

template <class Number>
using Bytes = std::array<std::byte, sizeof(Number)>;

template <class Number>
constexpr Bytes<Number> to_bytes(Number number) {
  auto bytes = std::bit_cast<Bytes<Number>>(number);
  if constexpr (std::endian::native == std::endian::little) std::ranges::reverse(bytes);
  return bytes;
}

template <class Number>
constexpr Number from_bytes(Bytes<Number> bytes) {
  if constexpr (std::endian::native == std::endian::little) std::ranges::reverse(bytes);
  return std::bit_cast<Number>(bytes);
}

template <class Number>
void store(std::span<std::byte> to, Number number) {
  if (to.size() < sizeof number) throw std::out_of_range("store");
  std::ranges::copy(to_bytes(number), to.begin());
}

template <class Number>
Number load(std::span<const std::byte> from) {
  if (from.size() < sizeof(Number)) throw std::out_of_range("load");
  Bytes<Number> bytes;
  std::ranges::copy(from.first(bytes.size()), bytes.begin());
  return from_bytes<Number>(bytes);
}

static_assert(to_bytes(std::uint32_t{0x01020304}) ==
              Bytes<std::uint32_t>{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}});

// One's complement addition: the carry comes in again at the low end.
std::uint16_t add(std::uint16_t a, std::uint16_t b) {
  const int sum = a + b;
  return static_cast<std::uint16_t>(sum > 0xFFFF ? sum + 1 : sum);
}

}  // namespace

ByteOrder host_order() {
  return to_bytes(1u) == std::bit_cast<Bytes<unsigned>>(1u) ? ByteOrder::big : ByteOrder::little;
}

std::uint16_t to_network16(std::uint16_t host) { return std::bit_cast<std::uint16_t>(to_bytes(host)); }
std::uint32_t to_network32(std::uint32_t host) { return std::bit_cast<std::uint32_t>(to_bytes(host)); }
std::uint64_t to_network64(std::uint64_t host) { return std::bit_cast<std::uint64_t>(to_bytes(host)); }
std::uint16_t from_network16(std::uint16_t network) { return to_network16(network); }
std::uint32_t from_network32(std::uint32_t network) { return to_network32(network); }
std::uint64_t from_network64(std::uint64_t network) { return to_network64(network); }

void store16(std::span<std::byte> bytes, std::uint16_t value) { store(bytes, value); }
void store32(std::span<std::byte> bytes, std::uint32_t value) { store(bytes, value); }
void store64(std::span<std::byte> bytes, std::uint64_t value) { store(bytes, value); }
std::uint16_t load16(std::span<const std::byte> bytes) { return load<std::uint16_t>(bytes); }
std::uint32_t load32(std::span<const std::byte> bytes) { return load<std::uint32_t>(bytes); }
std::uint64_t load64(std::span<const std::byte> bytes) { return load<std::uint64_t>(bytes); }

std::array<std::byte, header_size> encode_header(const Header& header) {
  if (header.length > longest_body) throw std::length_error("length");
  std::array<std::byte, header_size> result{};
  auto out = result.begin();
  auto write = [&](auto number) { out = std::ranges::copy(to_bytes(number), out).out; };
  write(static_cast<std::uint8_t>(0x10 | (header.urgent ? 0x08 : 0x00) | (header.reply ? 0x04 : 0x00)));
  write(header.channel);
  write(header.kind);
  write(header.length);
  write(header.sent_at);
  return result;
}

std::optional<Header> decode_header(std::span<const std::byte> bytes) {
  if (bytes.size() < header_size) return std::nullopt;
  auto read = [&]<class Number>(Number& number) {
    number = load<Number>(bytes);
    bytes = bytes.subspan(sizeof number);
  };
  std::uint8_t first = 0;
  Header header;
  read(first);
  read(header.channel);
  read(header.kind);
  read(header.length);
  read(header.sent_at);
  switch (first) {
    case 0x10:
      break;
    case 0x14:
      header.reply = true;
      break;
    case 0x18:
      header.urgent = true;
      break;
    case 0x1C:
      header.urgent = header.reply = true;
      break;
    default:
      return std::nullopt;
  }
  if (header.length > longest_body) return std::nullopt;
  return header;
}

std::uint16_t internet_checksum(std::span<const std::byte> bytes) {
  std::uint16_t sum = 0;
  for (; bytes.size() > 1; bytes = bytes.subspan(2)) sum = add(sum, load16(bytes));
  if (!bytes.empty()) sum = add(sum, load16(std::array{bytes.front(), std::byte{0}}));
  return static_cast<std::uint16_t>(~sum);
}

FrameReader::FrameReader(std::size_t limit) : limit_(limit) {}

void FrameReader::push(std::span<const std::byte> bytes) { std::ranges::copy(bytes, std::back_inserter(bytes_)); }

std::optional<std::vector<std::byte>> FrameReader::next() {
  std::span<const std::byte> rest = bytes_;
  if (rest.size() < sizeof(std::uint32_t)) return std::nullopt;
  const auto length = load32(rest);
  rest = rest.subspan(sizeof length);
  if (length > limit_) throw std::length_error("frame");
  if (rest.size() < length) return std::nullopt;
  const auto body = rest.first(length);
  rest = rest.subspan(length);
  std::optional<std::vector<std::byte>> frame(std::in_place, body.begin(), body.end());
  bytes_ = std::vector<std::byte>(rest.begin(), rest.end());
  return frame;
}

}  // namespace lab
