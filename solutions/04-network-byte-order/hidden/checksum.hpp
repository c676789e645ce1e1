// Hidden tests of 04.5: the Internet checksum.
#pragma once

#include "exam/property.hpp"
#include "reference.hpp"

namespace {

using namespace std::string_view_literals;

const char* const checksum_notes = "notes/04-network-byte-order.md#the-internet-checksum";

struct InternetChecksum : exam::Test {
  std::string checksum(std::string_view bytes) {
    return lab::hex_number(*student.call<&lab::internet_checksum>(bytes));
  }
  void agrees(const std::vector<std::tuple<std::string>>& bytes) {
    agree<&lab::internet_checksum>(
        student, bytes, [](std::uint16_t number) { return lab::hex_number(number); },
        [](const std::string& from) { return lab::hex_number(reference::checksum(from)); });
  }
};

TEST_F(InternetChecksum, OfNoBytes) {
  ask("Is the checksum of no bytes at all 0xFFFF?", checksum_notes);
  EXPECT_EQ(checksum({}), "0xFFFF");
}

TEST_F(InternetChecksum, OfOneByte) {
  ask("Is a single byte the upper half of a word?", checksum_notes);
  std::vector<std::tuple<std::string>> bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.emplace_back(std::string(1, static_cast<char>(byte)));
  agrees(bytes);
}

TEST_F(InternetChecksum, OfOneWord) {
  ask("Is the checksum of two bytes their number with every bit turned over?", checksum_notes);
  std::vector<std::tuple<std::string>> words;
  for (const auto& [word] : inputs::numbers<std::uint16_t>(random())) words.emplace_back(reference::bytes_of(word, 2));
  agrees(words);
}

TEST_F(InternetChecksum, AddsTheCarryAgain) {
  ask("Is what overflows 16 bits added again at the low end?", checksum_notes);
  EXPECT_EQ(checksum("\x80\x00\x80\x01"sv), "0xFFFD");
}

TEST_F(InternetChecksum, AddsTheCarryOfTheCarry) {
  ask("When the fold itself overflows, is it folded again?", checksum_notes);
  EXPECT_EQ(checksum("\xFF\xFF\xFF\xFF\xFF\xFF\x00\x01"sv), "0xFFFE");
  EXPECT_EQ(checksum("\xFF\xFF\xFF\xFF\x00\x01\xFF\xFF"sv), "0xFFFE");
}

TEST_F(InternetChecksum, OfManyBytes) {
  ask("Is there room for the sum of 200,000 bytes FF, and of 300,001 random ones?", checksum_notes);
  const std::string ones(200'000, '\xFF');
  agrees({{ones}, {ones + "\x01"}, {inputs::bytes(random(), 300'001)}});
}

TEST_F(InternetChecksum, OfBytesOfAllKinds) {
  ask("Is the checksum right for random bytes, odd and even numbers of them?", checksum_notes);
  std::vector<std::tuple<std::string>> bytes;
  for (int i = 0; i < 5'000; ++i) bytes.emplace_back(inputs::bytes(random(), random()() % 65));
  agrees(bytes);
}

TEST_F(InternetChecksum, IsZeroWhereTheChecksumIsInside) {
  ask("When a receiver adds up data and its checksum, does it get 0?", checksum_notes);
  exam::property("data and checksum give 0", [&](std::string bytes) {
    if (bytes.size() % 2 == 1) bytes += '\0';
    const std::uint16_t sum = *student.call<&lab::internet_checksum>(bytes);
    const std::string whole = bytes + reference::bytes_of(sum, 2);
    RC_ASSERT(*student.call<&lab::internet_checksum>(whole) == 0);
  });
}

}  // namespace
