// Another correct solution: only + - * / %, as on paper. A byte is a digit, and 256 is the base. The FrameReader's
// buffer lies back to front, so that what is taken out stands at its end.
#include <algorithm>
#include <cstring>

#include "network_byte_order.hpp"

namespace lab {
namespace {

using Digits = std::vector<std::byte>;

Digits digits(std::uint64_t value, std::size_t count) {
  Digits result(count);
  for (std::size_t i = 1; i <= count; ++i) {
    result[count - i] = std::byte(value % 256);
    value = value / 256;
  }
  return result;
}

std::uint64_t value_of(std::span<const std::byte> digits) {
  std::uint64_t value = 0;
  for (const std::byte digit : digits) value = value * 256 + std::to_integer<unsigned>(digit);
  return value;
}

void put(std::span<std::byte> bytes, std::uint64_t value, std::size_t count) {
  if (bytes.size() < count) throw std::out_of_range("put");
  std::ranges::copy(digits(value, count), bytes.begin());
}

std::uint64_t take(std::span<const std::byte> bytes, std::size_t count) {
  if (bytes.size() < count) throw std::out_of_range("take");
  return value_of(bytes.first(count));
}

template <class Number>
Number memory_to_number(const Digits& bytes) {
  Number number = 0;
  std::memcpy(&number, bytes.data(), sizeof number);
  return number;
}

template <class Number>
Number number_from_memory(Number number) {
  return static_cast<Number>(value_of(std::as_bytes(std::span(&number, 1))));
}

}  // namespace

ByteOrder host_order() { return number_from_memory(std::uint64_t{1}) == 1 ? ByteOrder::big : ByteOrder::little; }

std::uint16_t to_network16(std::uint16_t host) { return memory_to_number<std::uint16_t>(digits(host, 2)); }
std::uint32_t to_network32(std::uint32_t host) { return memory_to_number<std::uint32_t>(digits(host, 4)); }
std::uint64_t to_network64(std::uint64_t host) { return memory_to_number<std::uint64_t>(digits(host, 8)); }
std::uint16_t from_network16(std::uint16_t network) { return number_from_memory(network); }
std::uint32_t from_network32(std::uint32_t network) { return number_from_memory(network); }
std::uint64_t from_network64(std::uint64_t network) { return number_from_memory(network); }

void store16(std::span<std::byte> bytes, std::uint16_t value) { put(bytes, value, 2); }
void store32(std::span<std::byte> bytes, std::uint32_t value) { put(bytes, value, 4); }
void store64(std::span<std::byte> bytes, std::uint64_t value) { put(bytes, value, 8); }
std::uint16_t load16(std::span<const std::byte> bytes) { return static_cast<std::uint16_t>(take(bytes, 2)); }
std::uint32_t load32(std::span<const std::byte> bytes) { return static_cast<std::uint32_t>(take(bytes, 4)); }
std::uint64_t load64(std::span<const std::byte> bytes) { return take(bytes, 8); }

std::array<std::byte, header_size> encode_header(const Header& header) {
  if (header.length > longest_body) throw std::length_error("length");
  const std::uint64_t first = 1 * 16 + (header.urgent ? 1u : 0u) * 8 + (header.reply ? 1u : 0u) * 4;
  const std::uint64_t front = ((first * 256 + header.channel) * 65536 + header.kind) * 4294967296 +
                              header.length;  // bytes 0 to 7 as one number
  std::array<std::byte, header_size> bytes{};
  put(std::span(bytes).first(8), front, 8);
  put(std::span(bytes).last(8), static_cast<std::uint64_t>(header.sent_at), 8);
  return bytes;
}

std::optional<Header> decode_header(std::span<const std::byte> bytes) {
  if (bytes.size() < header_size) return std::nullopt;
  const std::uint64_t first = take(bytes, 1);
  const std::uint64_t length = take(bytes.subspan(4), 4);
  if (first / 16 != 1 || first % 4 != 0 || length > longest_body) return std::nullopt;
  Header header;
  header.urgent = first / 8 % 2 != 0;
  header.reply = first / 4 % 2 != 0;
  header.channel = static_cast<std::uint8_t>(take(bytes.subspan(1), 1));
  header.kind = static_cast<std::uint16_t>(take(bytes.subspan(2), 2));
  header.length = static_cast<std::uint32_t>(length);
  header.sent_at = static_cast<std::int64_t>(take(bytes.subspan(8), 8));
  return header;
}

std::uint16_t internet_checksum(std::span<const std::byte> bytes) {
  std::uint64_t sum = 0;
  std::uint64_t weight = 256;
  for (const std::byte byte : bytes) {
    sum += std::to_integer<std::uint64_t>(byte) * weight;
    weight = 257 - weight;  // 256, 1, 256, 1 ...
  }
  while (sum >= 65536) sum = sum % 65536 + sum / 65536;
  return static_cast<std::uint16_t>(65535 - sum);
}

FrameReader::FrameReader(std::size_t limit) : limit_(limit) {}

void FrameReader::push(std::span<const std::byte> bytes) {
  bytes_.insert(bytes_.begin(), bytes.rbegin(), bytes.rend());
}

std::optional<std::vector<std::byte>> FrameReader::next() {
  if (bytes_.size() < 4) return std::nullopt;
  std::uint64_t length = 0;
  for (std::size_t i = 1; i <= 4; ++i) length = length * 256 + std::to_integer<unsigned>(bytes_[bytes_.size() - i]);
  if (length > limit_) throw std::length_error("frame");
  if (bytes_.size() < 4 + length) return std::nullopt;
  bytes_.resize(bytes_.size() - 4);
  std::vector<std::byte> frame;
  for (; length > 0; --length) {
    frame.push_back(bytes_.back());
    bytes_.pop_back();
  }
  return frame;
}

}  // namespace lab
