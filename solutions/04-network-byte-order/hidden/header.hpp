// Hidden tests of 04.4: the header, bit by bit.
#pragma once

#include "exam/property.hpp"
#include "reference.hpp"

namespace {

const char* const header_notes = "notes/04-network-byte-order.md#a-header-bit-by-bit";

struct EncodeHeader : exam::Test {
  std::string encoded(const lab::Header& header) { return lab::hex(*student.call<&lab::encode_header>(header)); }
};

TEST_F(EncodeHeader, TellsUrgentFromReply) {
  ask("Do urgent and reply each have a bit of their own, and no other?", header_notes);
  lab::Header header;
  EXPECT_EQ(encoded(header).substr(0, 2), "10") << "first byte, neither urgent nor reply";
  header.urgent = true;
  EXPECT_EQ(encoded(header).substr(0, 2), "18") << "first byte, urgent";
  header.reply = true;
  EXPECT_EQ(encoded(header).substr(0, 2), "1C") << "first byte, urgent and reply";
  header.urgent = false;
  EXPECT_EQ(encoded(header).substr(0, 2), "14") << "first byte, reply";
}

TEST_F(EncodeHeader, TakesTheLongestBody) {
  ask("Is a length of 65,536, the longest there is, encoded?", header_notes);
  lab::Header header;
  header.length = lab::longest_body;
  EXPECT_EQ(encoded(header), "10 00 00 00 00 01 00 00 00 00 00 00 00 00 00 00");
}

TEST_F(EncodeHeader, RefusesALongerBody) {
  ask("Is a length above 65,536 a std::length_error?", header_notes);
  lab::Header header;
  for (const std::uint32_t length : {lab::longest_body + 1, 0x80000000u, 0xFFFFFFFFu}) {
    header.length = length;
    EXPECT_TRUE(exam::threw_type(student.call<&lab::encode_header>(header), "std::length_error"))
        << "length " << length;
  }
}

TEST_F(EncodeHeader, WritesTimesBefore1970) {
  ask("Is a sent_at below zero written in two's complement?", header_notes);
  lab::Header header;
  header.sent_at = -2;
  EXPECT_EQ(encoded(header), "10 00 00 00 00 00 00 00 FF FF FF FF FF FF FF FE");
  header.sent_at = INT64_MIN;
  EXPECT_EQ(encoded(header), "10 00 00 00 00 00 00 00 80 00 00 00 00 00 00 00");
}

TEST_F(EncodeHeader, OfHeadersOfAllKinds) {
  ask("Are 4,000 random headers encoded bit for bit?", header_notes);
  std::vector<std::tuple<lab::Header>> headers;
  for (int i = 0; i < 4'000; ++i) headers.emplace_back(inputs::header(random()));
  agree<&lab::encode_header>(
      student, headers, [](const auto& bytes) { return lab::hex(bytes); },
      [](const lab::Header& header) { return lab::hex(reference::encode(header)); });
}

struct DecodeHeader : exam::Test {
  using Inputs = std::vector<std::tuple<std::string>>;

  /// Good headers but for their first bytes: of all 256, those that `chosen` wants.
  static Inputs first_bytes(bool (*chosen)(int)) {
    Inputs headers;
    for (int first = 0; first < 256; ++first) {
      if (chosen(first)) headers.emplace_back(static_cast<char>(first) + reference::encode({}).substr(1));
    }
    return headers;
  }
  /// Good headers but for their lengths.
  static Inputs of_length(const std::vector<std::uint32_t>& lengths) {
    Inputs headers;
    for (const std::uint32_t length : lengths) {
      lab::Header header;
      header.length = length;
      headers.emplace_back(reference::encode(header));
    }
    return headers;
  }
  /// The same verdict and the same fields as the reference, for each of these bytes.
  void agrees(const Inputs& bytes) {
    auto show = [](const std::optional<lab::Header>& header) {
      return header ? testing::PrintToString(*header) : std::string("absent");
    };
    agree<&lab::decode_header>(student, bytes, show,
                               [&](const std::string& from) { return show(reference::decode(from)); });
  }
};

TEST_F(DecodeHeader, GivesBackWhatEncodeHeaderWasGiven) {
  ask("Is a header that was encoded and decoded the same again?", header_notes);
  exam::property("there and back", [&](bool urgent, bool reply, std::uint8_t channel, std::uint16_t kind,
                                       std::uint32_t length, std::int64_t sent_at) {
    const lab::Header header{urgent, reply, channel, kind, length % (lab::longest_body + 1), sent_at};
    const auto bytes = *student.call<&lab::encode_header>(header);
    const auto decoded = *student.call<&lab::decode_header>(bytes);
    RC_ASSERT(decoded == header);
  });
}

TEST_F(DecodeHeader, TellsUrgentFromReply) {
  ask("Do the first bytes 10, 14, 18 and 1C mean neither, reply, urgent, and both?", header_notes);
  agrees(first_bytes([](int first) { return first / 16 == 1 && first % 4 == 0; }));
}

TEST_F(DecodeHeader, RefusesEveryOtherVersion) {
  ask("Are the versions 0 and 2 to 15 refused?", header_notes);
  agrees(first_bytes([](int first) { return first / 16 != 1 && first % 4 == 0; }));
}

TEST_F(DecodeHeader, RefusesBitsThatMustBeZero) {
  ask("Is a header refused when one of the two zero bits is set, or both?", header_notes);
  agrees(first_bytes([](int first) { return first / 16 == 1 && first % 4 != 0; }));
}

TEST_F(DecodeHeader, RefusesTooFewBytes) {
  ask("Are 0 to 15 bytes of a good header no header yet, and 16 one?", header_notes);
  Inputs headers;
  for (std::size_t size = 0; size <= 16; ++size) {
    for (int i = 0; i < 20; ++i) headers.emplace_back(reference::encode(inputs::header(random())).substr(0, size));
  }
  agrees(headers);
}

TEST_F(DecodeHeader, LooksAtNothingBehindTheHeader) {
  ask("Is a header found at the front of more bytes?", header_notes);
  Inputs headers;
  for (std::size_t more = 1; more <= 100; ++more) {
    headers.emplace_back(reference::encode(inputs::header(random())) + inputs::bytes(random(), more));
  }
  agrees(headers);
}

TEST_F(DecodeHeader, TakesLengthsUpToTheLongestBody) {
  ask("Are lengths up to 65,536 taken?", header_notes);
  agrees(of_length({0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x8000, 0xFFFF, 0x10000}));
}

TEST_F(DecodeHeader, RefusesALongerBody) {
  ask("Are lengths above 65,536 refused, up to the last?", header_notes);
  agrees(of_length({0x10001, 0x10080, 0x20000, 0x01000000, 0x7FFFFFFF, 0x80000000, 0xFFFF0000, 0xFFFFFFFF}));
}

TEST_F(DecodeHeader, ReadsTimesBefore1970) {
  ask("Is a sent_at below zero read as such?", header_notes);
  Inputs headers;
  for (const std::int64_t time : {std::int64_t{-1}, std::int64_t{-2}, std::int64_t{-0x0102030405060708}, INT64_MIN}) {
    lab::Header header;
    header.sent_at = time;
    headers.emplace_back(reference::encode(header));
  }
  agrees(headers);
}

TEST_F(DecodeHeader, OfHeadersWithABitTurnedOver) {
  ask("Are headers with one bit of 128 turned over still judged rightly?", header_notes);
  Inputs headers;
  for (int i = 0; i < 40; ++i) {
    const std::string good = reference::encode(inputs::header(random()));
    for (std::size_t bit = 0; bit < 128; ++bit) {
      std::string bad = good;
      bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
      headers.emplace_back(bad);
    }
  }
  agrees(headers);
}

TEST_F(DecodeHeader, OfRandomBytes) {
  ask("Are random bytes of any number judged rightly, without a crash?", header_notes);
  Inputs headers;
  for (int i = 0; i < 10'000; ++i) {
    std::string bytes = inputs::bytes(random(), random()() % 33);
    if (i % 2 == 0 && bytes.size() > 8) {  // half of them get past the first checks
      bytes[0] = static_cast<char>(0x10 + random()() % 16);
      bytes[4] = '\0';
      bytes[5] = static_cast<char>(random()() % 2);
    }
    headers.emplace_back(bytes);
  }
  agrees(headers);
}

}  // namespace
