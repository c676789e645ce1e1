// Another correct solution, as a C programmer writes it: unsigned char pointers, memcpy and memmove. The FrameReader
// does not move its bytes at every frame: how many of them are used up stands in front of them, since the class has no
// member for it.
#include <stdint.h>
#include <string.h>

#include "network_byte_order.hpp"

namespace lab {

static void put(unsigned char* p, uint64_t value, int n) {
  while (n-- > 0) {
    p[n] = (unsigned char)value;
    value >>= 8;
  }
}

static uint64_t get(const unsigned char* p, int n) {
  uint64_t value = 0;
  while (n-- > 0) value = value << 8 | *p++;
  return value;
}

static unsigned char* start(std::span<std::byte> bytes, size_t needed) {
  if (bytes.size() < needed) throw std::out_of_range("bytes");
  return (unsigned char*)bytes.data();
}

static const unsigned char* start(std::span<const std::byte> bytes, size_t needed) {
  if (bytes.size() < needed) throw std::out_of_range("bytes");
  return (const unsigned char*)bytes.data();
}

ByteOrder host_order() {
  const int one = 1;
  return *(const char*)&one == 1 ? ByteOrder::little : ByteOrder::big;
}

uint16_t to_network16(uint16_t host) {
  put((unsigned char*)&host, host, 2);
  return host;
}

uint32_t to_network32(uint32_t host) {
  put((unsigned char*)&host, host, 4);
  return host;
}

uint64_t to_network64(uint64_t host) {
  put((unsigned char*)&host, host, 8);
  return host;
}

uint16_t from_network16(uint16_t network) { return (uint16_t)get((unsigned char*)&network, 2); }
uint32_t from_network32(uint32_t network) { return (uint32_t)get((unsigned char*)&network, 4); }
uint64_t from_network64(uint64_t network) { return get((unsigned char*)&network, 8); }

void store16(std::span<std::byte> bytes, uint16_t value) { put(start(bytes, 2), value, 2); }
void store32(std::span<std::byte> bytes, uint32_t value) { put(start(bytes, 4), value, 4); }
void store64(std::span<std::byte> bytes, uint64_t value) { put(start(bytes, 8), value, 8); }
uint16_t load16(std::span<const std::byte> bytes) { return (uint16_t)get(start(bytes, 2), 2); }
uint32_t load32(std::span<const std::byte> bytes) { return (uint32_t)get(start(bytes, 4), 4); }
uint64_t load64(std::span<const std::byte> bytes) { return get(start(bytes, 8), 8); }

std::array<std::byte, header_size> encode_header(const Header& header) {
  unsigned char buffer[header_size];
  std::array<std::byte, header_size> result;
  if (header.length > longest_body) throw std::length_error("length");
  buffer[0] = 0x10;
  if (header.urgent) buffer[0] |= 0x08;
  if (header.reply) buffer[0] |= 0x04;
  buffer[1] = header.channel;
  put(buffer + 2, header.kind, 2);
  put(buffer + 4, header.length, 4);
  put(buffer + 8, (uint64_t)header.sent_at, 8);
  memcpy(result.data(), buffer, sizeof buffer);
  return result;
}

std::optional<Header> decode_header(std::span<const std::byte> bytes) {
  const unsigned char* p = (const unsigned char*)bytes.data();
  Header header;
  if (bytes.size() < header_size || p[0] >> 4 != 1 || p[0] & 3) return std::nullopt;
  header.urgent = p[0] & 8;
  header.reply = p[0] & 4;
  header.channel = p[1];
  header.kind = (uint16_t)get(p + 2, 2);
  header.length = (uint32_t)get(p + 4, 4);
  header.sent_at = (int64_t)get(p + 8, 8);
  if (header.length > longest_body) return std::nullopt;
  return header;
}

uint16_t internet_checksum(std::span<const std::byte> bytes) {
  const unsigned char* p = (const unsigned char*)bytes.data();
  size_t left = bytes.size();
  uint32_t sum = 0;
  for (; left > 1; left -= 2, p += 2) {
    sum += (uint32_t)get(p, 2);
    if (sum & 0x80000000) sum = (sum & 0xFFFF) + (sum >> 16); /* before it runs over */
  }
  if (left == 1) sum += (uint32_t)*p << 8;
  sum = (sum & 0xFFFF) + (sum >> 16);
  sum = (sum & 0xFFFF) + (sum >> 16);
  return (uint16_t)~sum;
}

/* bytes_: a size_t, the number of bytes after it that are used up; then the bytes. */

static size_t used(const std::vector<std::byte>& bytes) {
  size_t count;
  memcpy(&count, bytes.data(), sizeof count);
  return count;
}

FrameReader::FrameReader(std::size_t limit) : limit_(limit), bytes_(sizeof(size_t)) {}

void FrameReader::push(std::span<const std::byte> bytes) {
  const size_t before = bytes_.size();
  if (bytes.empty()) return;
  bytes_.resize(before + bytes.size());
  memcpy(&bytes_[before], bytes.data(), bytes.size());
}

std::optional<std::vector<std::byte>> FrameReader::next() {
  size_t from = sizeof(size_t) + used(bytes_);
  const size_t left = bytes_.size() - from;
  if (left < 4) return std::nullopt;
  const size_t length = get((const unsigned char*)&bytes_[from], 4);
  if (length > limit_) throw std::length_error("frame");
  if (left - 4 < length) return std::nullopt;
  std::vector<std::byte> frame(length);
  if (length > 0) memcpy(frame.data(), &bytes_[from + 4], length);
  from += 4 + length;
  if (from > bytes_.size() / 2) { /* time to move what is left to the front */
    const size_t rest = bytes_.size() - from;
    if (rest > 0) memmove(bytes_.data() + sizeof(size_t), bytes_.data() + from, rest);
    bytes_.resize(sizeof(size_t) + rest);
    from = sizeof(size_t);
  }
  from -= sizeof(size_t);
  memcpy(bytes_.data(), &from, sizeof from);
  return frame;
}

}  // namespace lab
