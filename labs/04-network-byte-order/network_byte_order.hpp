// Lab 04, the contract: what you write in network_byte_order.cpp, and what the tests rely on.
//
// Network byte order is big-endian: the byte that counts most comes first. Every function here gives the
// same bytes on every machine. No function uses htons, htonl, ntohs, ntohl, be64toh or std::byteswap: here you
// build what they are made of. (Nothing checks that; the tests judge results only.)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "support/errors.hpp"

namespace lab {

enum class ByteOrder { little, big };

/// 04.1  The order in which this machine keeps the bytes of a number in its memory.
ByteOrder host_order();

/// 04.2  The number whose bytes in memory are those of `host` in network byte order, and the way back.
std::uint16_t to_network16(std::uint16_t host);
std::uint32_t to_network32(std::uint32_t host);
std::uint64_t to_network64(std::uint64_t host);
std::uint16_t from_network16(std::uint16_t network);
std::uint32_t from_network32(std::uint32_t network);
std::uint64_t from_network64(std::uint64_t network);

/// 04.3  Writes `value` to the first 2, 4 or 8 bytes of `bytes`, or reads it from there, in network byte order.
/// The bytes may begin at any address, odd ones too. Fewer bytes than it takes: std::out_of_range, and nothing is
/// written.
void store16(std::span<std::byte> bytes, std::uint16_t value);
void store32(std::span<std::byte> bytes, std::uint32_t value);
void store64(std::span<std::byte> bytes, std::uint64_t value);
std::uint16_t load16(std::span<const std::byte> bytes);
std::uint32_t load32(std::span<const std::byte> bytes);
std::uint64_t load64(std::span<const std::byte> bytes);

/// The header of a message, 16 bytes on the wire:
///
///   byte  0         1         2    3    4          8                          16
///         version:4 urgent:1  kind      length     sent_at
///         reply:1 (zero):2 channel:8
///
///   byte 0     bits 7-4 version (always 1), bit 3 urgent, bit 2 reply, bits 1-0 zero
///   byte 1     channel
///   bytes 2-3  kind, unsigned
///   bytes 4-7  length, unsigned: how many bytes of body follow, at most 65,536
///   bytes 8-15 sent_at, signed two's complement: microseconds since 1970, may lie before
struct Header {
  bool urgent = false;
  bool reply = false;
  std::uint8_t channel = 0;
  std::uint16_t kind = 0;
  std::uint32_t length = 0;
  std::int64_t sent_at = 0;
  bool operator==(const Header&) const = default;
};
inline constexpr std::size_t header_size = 16;
inline constexpr std::uint32_t longest_body = 65'536;

/// 04.4  The header's 16 bytes. A length above longest_body: std::length_error.
std::array<std::byte, header_size> encode_header(const Header& header);

/// 04.4  The header at the front of `bytes`; bytes after it are not looked at. Absent when there are too few
/// bytes, the version is not 1, a bit that must be zero is not, or the length is above longest_body.
std::optional<Header> decode_header(std::span<const std::byte> bytes);

/// 04.5  The Internet checksum (RFC 1071) of `bytes`, as a number: of the bytes 00 01 F2 03 F4 F5 F6 F7 it is 0x220D.
/// An odd last byte counts as if a zero byte followed. Any length, the empty one included.
std::uint16_t internet_checksum(std::span<const std::byte> bytes);

/// 04.6  Cuts a stream into frames, however the stream was split on its way. A frame is its length, 4 bytes in
/// network byte order, and then so many bytes; a frame of length 0 is a frame too.
class FrameReader {
 public:
  /// Frames longer than `limit` bytes are refused.
  explicit FrameReader(std::size_t limit);
  /// Takes the next bytes of the stream, any number of them.
  void push(std::span<const std::byte> bytes);
  /// The next whole frame, without its length; absent while there is none. As soon as the length of the next frame
  /// is known to be above the limit: std::length_error, now and at every later call.
  std::optional<std::vector<std::byte>> next();

 private:
  [[maybe_unused]] std::size_t limit_;
  std::vector<std::byte> bytes_;
};

}  // namespace lab
