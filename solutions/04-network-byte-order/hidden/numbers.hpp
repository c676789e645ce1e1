// Hidden tests of 04.1 to 04.3: numbers in memory and on the wire.
#pragma once

#include <bit>

#include "reference.hpp"

namespace {

struct HostOrder : exam::Test {};

TEST_F(HostOrder, IsTheSameAtEveryCall) {
  ask("Does host_order tell this machine's order, each time it is asked?",
      "notes/04-network-byte-order.md#bytes-in-memory");
  const bool little = std::endian::native == std::endian::little;
  for (auto& outcome : student.call_each<&lab::host_order>(std::vector<std::tuple<>>(1000))) {
    ASSERT_EQ(*outcome, little ? lab::ByteOrder::little : lab::ByteOrder::big);
  }
}

// Results of to_network are shown as their bytes in memory, those of from_network as numbers.

struct ToNetwork : exam::Test {
  template <auto F, class Number>
  void agrees() {
    agree<F>(
        student, inputs::numbers<Number>(random()), [](Number network) { return lab::hex_in_memory(network); },
        [](Number host) { return lab::hex_in_memory(reference::to_network(host)); });
  }
};

TEST_F(ToNetwork, OfNumbersOf16Bits) {
  ask("Is to_network16 right whatever the upper byte and the lower byte are?",
      "notes/04-network-byte-order.md#converting-numbers");
  agrees<&lab::to_network16, std::uint16_t>();
}

TEST_F(ToNetwork, OfNumbersOf32Bits) {
  ask("Is to_network32 right for each single bit, and for random numbers?",
      "notes/04-network-byte-order.md#converting-numbers");
  agrees<&lab::to_network32, std::uint32_t>();
}

TEST_F(ToNetwork, OfNumbersOf64Bits) {
  ask("Is to_network64 right for each single bit, and for random numbers?",
      "notes/04-network-byte-order.md#converting-numbers");
  agrees<&lab::to_network64, std::uint64_t>();
}

struct FromNetwork : exam::Test {
  template <auto F, class Number>
  void agrees() {
    agree<F>(
        student, inputs::numbers<Number>(random()), [](Number host) { return lab::hex_number(host); },
        [](Number network) { return lab::hex_number(reference::from_network(network)); });
  }
};

TEST_F(FromNetwork, OfNumbersOf16Bits) {
  ask("Is from_network16 right whatever the upper byte and the lower byte are?",
      "notes/04-network-byte-order.md#converting-numbers");
  agrees<&lab::from_network16, std::uint16_t>();
}

TEST_F(FromNetwork, OfNumbersOf32Bits) {
  ask("Is from_network32 right for each single bit, and for random numbers?",
      "notes/04-network-byte-order.md#converting-numbers");
  agrees<&lab::from_network32, std::uint32_t>();
}

TEST_F(FromNetwork, OfNumbersOf64Bits) {
  ask("Is from_network64 right for each single bit, and for random numbers?",
      "notes/04-network-byte-order.md#converting-numbers");
  agrees<&lab::from_network64, std::uint64_t>();
}

struct Store : exam::Test {
  /// Into exactly as many bytes as needed, or into more.
  template <auto F, class Number>
  void agrees() {
    std::vector<std::tuple<std::string, Number>> calls;
    for (const auto& [number] : inputs::numbers<Number>(random())) {
      calls.emplace_back(exam::room(sizeof number + random()() % 4).bytes, number);
    }
    auto outcomes = student.call_each<F>(calls);
    for (std::size_t i = 0; i < calls.size(); ++i) {
      const auto& [room, number] = calls[i];
      outcomes[i].value();  // ends the test here if it threw
      const std::string expected = reference::bytes_of(number, sizeof number) + room.substr(sizeof number);
      ASSERT_EQ(lab::hex(outcomes[i].bytes), lab::hex(expected))
          << "stored: " << lab::hex_number(number) << " in " << room.size() << " bytes that were all A5";
    }
  }
  template <auto F, class Number>
  void refuses() {
    for (std::size_t size = 0; size < sizeof(Number); ++size) {
      const exam::Room room = exam::room(size);
      auto outcome = student.call<F>(room, static_cast<Number>(0x0102030405060708));
      EXPECT_TRUE(exam::threw_type(outcome, "std::out_of_range")) << size << " bytes for " << sizeof(Number);
      EXPECT_EQ(lab::hex(outcome.bytes), lab::hex(room.bytes)) << "the bytes were all A5, and must still be";
    }
  }
};

TEST_F(Store, WritesNumbersOf16Bits) {
  ask("Does store16 write two bytes in network byte order, and leave the bytes behind them alone?",
      "notes/04-network-byte-order.md#bytes-at-any-address");
  agrees<&lab::store16, std::uint16_t>();
}

TEST_F(Store, WritesNumbersOf32Bits) {
  ask("Does store32 write four bytes in network byte order, and leave the bytes behind them alone?",
      "notes/04-network-byte-order.md#bytes-at-any-address");
  agrees<&lab::store32, std::uint32_t>();
}

TEST_F(Store, WritesNumbersOf64Bits) {
  ask("Does store64 write eight bytes in network byte order, and leave the bytes behind them alone?",
      "notes/04-network-byte-order.md#bytes-at-any-address");
  agrees<&lab::store64, std::uint64_t>();
}

TEST_F(Store, WritesNothingWhereTheNumberDoesNotFit) {
  ask("With too few bytes, does store throw std::out_of_range and write nothing?",
      "notes/04-network-byte-order.md#bytes-at-any-address");
  refuses<&lab::store16, std::uint16_t>();
  refuses<&lab::store32, std::uint32_t>();
  refuses<&lab::store64, std::uint64_t>();
}

struct Load : exam::Test {
  /// From exactly as many bytes as needed, and from more.
  template <auto F, class Number>
  void agrees() {
    std::vector<std::tuple<std::string>> bytes;
    for (const auto& [number] : inputs::numbers<Number>(random())) {
      bytes.emplace_back(reference::bytes_of(number, sizeof number) + inputs::bytes(random(), random()() % 4));
    }
    agree<F>(
        student, bytes, [](Number number) { return lab::hex_number(number); },
        [](const std::string& from) {
          return lab::hex_number(static_cast<Number>(reference::number_of(from.substr(0, sizeof(Number)))));
        });
  }
  template <auto F>
  void refuses(std::size_t needed) {
    for (std::size_t size = 0; size < needed; ++size) {
      EXPECT_TRUE(exam::threw_type(student.call<F>(std::string(size, 'x')), "std::out_of_range"))
          << size << " bytes for " << needed;
    }
  }
};

TEST_F(Load, ReadsNumbersOf16Bits) {
  ask("Does load16 read the first two bytes, whatever they are and whatever follows?",
      "notes/04-network-byte-order.md#bytes-at-any-address");
  agrees<&lab::load16, std::uint16_t>();
}

TEST_F(Load, ReadsNumbersOf32Bits) {
  ask("Does load32 read the first four bytes, whatever they are and whatever follows?",
      "notes/04-network-byte-order.md#bytes-at-any-address");
  agrees<&lab::load32, std::uint32_t>();
}

TEST_F(Load, ReadsNumbersOf64Bits) {
  ask("Does load64 read the first eight bytes, whatever they are and whatever follows?",
      "notes/04-network-byte-order.md#bytes-at-any-address");
  agrees<&lab::load64, std::uint64_t>();
}

TEST_F(Load, RefusesTooFewBytes) {
  ask("With too few bytes, does load throw std::out_of_range?", "notes/04-network-byte-order.md#bytes-at-any-address");
  refuses<&lab::load16>(2);
  refuses<&lab::load32>(4);
  refuses<&lab::load64>(8);
}

}  // namespace
