// Lab 04, the public tests: known bytes, and the plainest questions. The brief says what else is asked for.
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exam/property.hpp"
#include "exam/test.hpp"
#include "network_byte_order.hpp"
#include "show.hpp"

namespace {

using namespace std::string_view_literals;
using exam::room;
using lab::hex;
using lab::hex_in_memory;

struct HostOrder : exam::Test {};
struct ToNetwork : exam::Test {};
struct FromNetwork : exam::Test {};
struct Store : exam::Test {
  template <auto F, class Number>
  std::string stored(Number value) {
    auto outcome = student.call<F>(room(sizeof value), value);
    outcome.value();  // ends the test here if it threw
    return hex(outcome.bytes);
  }
};
struct Load : exam::Test {};
struct EncodeHeader : exam::Test {};
struct DecodeHeader : exam::Test {};
struct InternetChecksum : exam::Test {};
struct FrameReader : exam::Test {
  using Reader = exam::Object<lab::FrameReader>;

  Reader reader(std::size_t limit) { return student.make<lab::FrameReader, std::size_t>(limit); }
  void push(Reader reader, std::string_view bytes) {
    EXPECT_TRUE(exam::returned(student.call_on<&lab::FrameReader::push>(reader, bytes)));
  }
  std::string next(Reader reader) {
    const auto frame = student.call_on<&lab::FrameReader::next>(reader).value();
    return frame ? hex(*frame) : "absent";
  }
};

TEST_F(HostOrder, IsThatOfThisMachine) {
  ask("Does host_order say how this machine keeps its numbers?", "notes/04-network-byte-order.md#bytes-in-memory");
  const bool little = std::endian::native == std::endian::little;
  EXPECT_EQ(*student.call<&lab::host_order>(), little ? lab::ByteOrder::little : lab::ByteOrder::big);
}

TEST_F(ToNetwork, PutsTheByteThatCountsMostFirst) {
  ask("Are the result's bytes in memory those of the number, the one that counts most first?",
      "notes/04-network-byte-order.md#converting-numbers");
  EXPECT_EQ(hex_in_memory(*student.call<&lab::to_network16>(0x1234)), "12 34");
  EXPECT_EQ(hex_in_memory(*student.call<&lab::to_network32>(0x01020304u)), "01 02 03 04");
  EXPECT_EQ(hex_in_memory(*student.call<&lab::to_network64>(0x0102030405060708u)), "01 02 03 04 05 06 07 08");
}

TEST_F(FromNetwork, GivesBackWhatToNetworkWasGiven) {
  ask("Is a number that went to network order and back the same again?",
      "notes/04-network-byte-order.md#converting-numbers");
  exam::property("there and back, 16 bits", [&](std::uint16_t number) {
    RC_ASSERT(*student.call<&lab::from_network16>(*student.call<&lab::to_network16>(number)) == number);
  });
  exam::property("there and back, 32 bits", [&](std::uint32_t number) {
    RC_ASSERT(*student.call<&lab::from_network32>(*student.call<&lab::to_network32>(number)) == number);
  });
  exam::property("there and back, 64 bits", [&](std::uint64_t number) {
    RC_ASSERT(*student.call<&lab::from_network64>(*student.call<&lab::to_network64>(number)) == number);
  });
}

TEST_F(Store, WritesTheByteThatCountsMostFirst) {
  ask("Does store write a number in network byte order?", "notes/04-network-byte-order.md#bytes-at-any-address");
  EXPECT_EQ(stored<&lab::store16>(std::uint16_t{0x1234}), "12 34");
  EXPECT_EQ(stored<&lab::store32>(std::uint32_t{0x01020304}), "01 02 03 04");
  EXPECT_EQ(stored<&lab::store64>(std::uint64_t{0x0102030405060708}), "01 02 03 04 05 06 07 08");
}

TEST_F(Store, RefusesTooFewBytes) {
  ask("Does store throw std::out_of_range when the number does not fit?",
      "notes/04-network-byte-order.md#bytes-at-any-address");
  EXPECT_TRUE(exam::threw_type(student.call<&lab::store16>(room(1), 1), "std::out_of_range"));
  EXPECT_TRUE(exam::threw_type(student.call<&lab::store32>(room(3), 1u), "std::out_of_range"));
  EXPECT_TRUE(exam::threw_type(student.call<&lab::store64>(room(7), 1u), "std::out_of_range"));
}

TEST_F(Load, ReadsTheByteThatCountsMostFirst) {
  ask("Does load read a number in network byte order?", "notes/04-network-byte-order.md#bytes-at-any-address");
  EXPECT_EQ(*student.call<&lab::load16>("\x12\x34"), 0x1234);
  EXPECT_EQ(*student.call<&lab::load32>("\x01\x02\x03\x04"), 0x01020304u);
  EXPECT_EQ(*student.call<&lab::load64>("\x01\x02\x03\x04\x05\x06\x07\x08"), 0x0102030405060708u);
}

TEST_F(EncodeHeader, WritesEachFieldInItsPlace) {
  ask("Does a header become the 16 bytes of the table?", "notes/04-network-byte-order.md#a-header-bit-by-bit");
  lab::Header header;
  header.urgent = true;
  header.channel = 0x42;
  header.kind = 0x0102;
  header.length = 0x1234;
  header.sent_at = 0x0102030405060708;
  EXPECT_EQ(hex(*student.call<&lab::encode_header>(header)), "18 42 01 02 00 00 12 34 01 02 03 04 05 06 07 08");
}

TEST_F(DecodeHeader, ReadsEachFieldFromItsPlace) {
  ask("Are the 16 bytes of the table read back as a header?", "notes/04-network-byte-order.md#a-header-bit-by-bit");
  lab::Header header;
  header.reply = true;
  header.channel = 0x42;
  header.kind = 0x0102;
  header.length = 0x1234;
  header.sent_at = 0x0102030405060708;
  const auto bytes = "\x14\x42\x01\x02\x00\x00\x12\x34\x01\x02\x03\x04\x05\x06\x07\x08"sv;
  EXPECT_EQ(*student.call<&lab::decode_header>(bytes), header);
}

TEST_F(DecodeHeader, RefusesAnotherVersion) {
  ask("Is a header of version 2 absent?", "notes/04-network-byte-order.md#a-header-bit-by-bit");
  const auto bytes = "\x20\x42\x01\x02\x00\x00\x12\x34\x01\x02\x03\x04\x05\x06\x07\x08"sv;
  EXPECT_EQ(*student.call<&lab::decode_header>(bytes), std::nullopt);
}

TEST_F(InternetChecksum, OfTheExampleInTheContract) {
  ask("Is the checksum of 00 01 F2 03 F4 F5 F6 F7 right?", "notes/04-network-byte-order.md#the-internet-checksum");
  EXPECT_EQ(lab::hex_number(*student.call<&lab::internet_checksum>("\x00\x01\xF2\x03\xF4\xF5\xF6\xF7"sv)), "0x220D");
}

TEST_F(InternetChecksum, OfAnOddNumberOfBytes) {
  ask("Does an odd last byte count as if a zero byte followed?",
      "notes/04-network-byte-order.md#the-internet-checksum");
  EXPECT_EQ(lab::hex_number(*student.call<&lab::internet_checksum>("\x12\x34\x56"sv)), "0x97CB");
}

TEST_F(FrameReader, FindsTwoFramesInOnePiece) {
  ask("Do two frames that come together come out one by one?", "notes/04-network-byte-order.md#frames-in-a-stream");
  const Reader frames = reader(100);
  push(frames, "\x00\x00\x00\x02\x0A\x0B\x00\x00\x00\x01\x0C"sv);
  EXPECT_EQ(next(frames), "0A 0B");
  EXPECT_EQ(next(frames), "0C");
  EXPECT_EQ(next(frames), "absent");
}

TEST_F(FrameReader, WaitsForTheRestOfAFrame) {
  ask("Is a frame that comes in two pieces put together?", "notes/04-network-byte-order.md#frames-in-a-stream");
  const Reader frames = reader(100);
  push(frames, "\x00\x00\x00\x03\x0A"sv);
  EXPECT_EQ(next(frames), "absent");
  push(frames, "\x0B\x0C"sv);
  EXPECT_EQ(next(frames), "0A 0B 0C");
}

TEST_F(FrameReader, RefusesAFrameAboveTheLimit) {
  ask("Is a frame that is longer than the limit refused?", "notes/04-network-byte-order.md#frames-in-a-stream");
  const Reader frames = reader(4);
  push(frames, "\x00\x00\x00\x05\x01\x02\x03\x04\x05"sv);
  EXPECT_TRUE(exam::threw_type(student.call_on<&lab::FrameReader::next>(frames), "std::length_error"));
}

}  // namespace
