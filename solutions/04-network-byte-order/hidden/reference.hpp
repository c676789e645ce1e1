// What is right, computed in the examiner, by other means than the solution's: place values by division and remainder,
// so that neither this machine's order nor a shift can matter. And the loop that compares many calls with it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "exam/test.hpp"
#include "network_byte_order.hpp"
#include "show.hpp"

namespace reference {

/// The `size` bytes of a number on the wire.
inline std::string bytes_of(std::uint64_t number, std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = size; i-- > 0; number /= 256) bytes[i] = static_cast<char>(number % 256);
  return bytes;
}

/// The number that all of `bytes` are on the wire.
inline std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number * 256 + static_cast<unsigned char>(byte);
  return number;
}

template <class Number>
Number to_network(Number host) {
  const std::string bytes = bytes_of(host, sizeof host);
  Number network = 0;
  std::memcpy(&network, bytes.data(), sizeof network);
  return network;
}

template <class Number>
Number from_network(Number network) {
  std::string bytes(sizeof network, '\0');
  std::memcpy(bytes.data(), &network, sizeof network);
  return static_cast<Number>(number_of(bytes));
}

inline std::string encode(const lab::Header& header) {
  const int first = 16 + (header.urgent ? 8 : 0) + (header.reply ? 4 : 0);
  return bytes_of(static_cast<std::uint64_t>(first), 1) + bytes_of(header.channel, 1) + bytes_of(header.kind, 2) +
         bytes_of(header.length, 4) + bytes_of(static_cast<std::uint64_t>(header.sent_at), 8);
}

inline std::optional<lab::Header> decode(std::string_view bytes) {
  if (bytes.size() < 16) return std::nullopt;
  const std::uint64_t first = number_of(bytes.substr(0, 1));
  const std::uint64_t length = number_of(bytes.substr(4, 4));
  if (first < 16 || first >= 32 || first % 4 != 0 || length > 65536) return std::nullopt;
  lab::Header header;
  header.urgent = first / 8 % 2 == 1;
  header.reply = first / 4 % 2 == 1;
  header.channel = static_cast<std::uint8_t>(number_of(bytes.substr(1, 1)));
  header.kind = static_cast<std::uint16_t>(number_of(bytes.substr(2, 2)));
  header.length = static_cast<std::uint32_t>(length);
  header.sent_at = static_cast<std::int64_t>(number_of(bytes.substr(8, 8)));
  return header;
}

/// To add the carries again is to count modulo 65,535, where a sum that is not 0 never becomes 0.
inline std::uint16_t checksum(std::string_view bytes) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    std::string word(bytes.substr(i, 2));
    word.resize(2, '\0');
    sum += number_of(word);
  }
  if (sum > 0) sum = (sum - 1) % 65535 + 1;
  return static_cast<std::uint16_t>(65535 - sum);
}

/// A frame as it stands in a stream.
inline std::string frame(std::string_view body) { return bytes_of(body.size(), 4) + std::string(body); }

}  // namespace reference

namespace inputs {

inline std::string bytes(std::mt19937_64& random, std::size_t size) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random() % 256);
  return bytes;
}

/// Numbers of a width. Of 16 bits: every upper byte and every lower byte, beside some of the other. Wider: each single
/// bit, each byte that is FF alone, and random ones.
template <class Number>
std::vector<std::tuple<Number>> numbers(std::mt19937_64& random) {
  std::vector<std::tuple<Number>> all;
  if constexpr (sizeof(Number) == 2) {
    for (unsigned byte = 0; byte <= 0xFF; ++byte) {
      for (const unsigned other : {0x00u, 0x01u, 0x12u, 0x7Fu, 0x80u, 0x81u, 0xFEu, 0xFFu}) {
        all.emplace_back(static_cast<Number>(byte << 8 | other));
        all.emplace_back(static_cast<Number>(other << 8 | byte));
      }
    }
  } else {
    for (std::size_t bit = 0; bit < 8 * sizeof(Number); ++bit) all.emplace_back(Number{1} << bit);
    for (std::size_t byte = 0; byte < sizeof(Number); ++byte) all.emplace_back(Number{0xFF} << 8 * byte);
    while (all.size() < 2'000) all.emplace_back(static_cast<Number>(random()));
  }
  return all;
}

inline lab::Header header(std::mt19937_64& random) {
  lab::Header header;
  header.urgent = random() % 2 == 1;
  header.reply = random() % 2 == 1;
  header.channel = static_cast<std::uint8_t>(random());
  header.kind = static_cast<std::uint16_t>(random());
  header.length = static_cast<std::uint32_t>(random() % (lab::longest_body + 1));
  header.sent_at = static_cast<std::int64_t>(random());
  return header;
}

}  // namespace inputs

/// Calls F once for each input, all in one round trip, and compares what `observe` makes of the outcome with what
/// `expect` makes of the input, both text. The first input that differs is shown; the others are counted.
template <auto F, class Input, class Observe, class Expect>
void agree(exam::Student& student, const std::vector<std::tuple<Input>>& inputs, Observe observe, Expect expect) {
  auto outcomes = student.call_each<F>(inputs);
  std::size_t differ = 0;
  std::string first;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto& input = std::get<0>(inputs[i]);
    const std::string expected = expect(input);
    const std::string observed =
        outcomes[i].thrown ? "it threw " + exam::to_text(*outcomes[i].thrown) : observe(*outcomes[i]);
    if (observed == expected || ++differ > 1) continue;
    std::string shown;
    if constexpr (std::is_same_v<Input, std::string>) {
      shown = lab::hex(input);
    } else if constexpr (std::is_integral_v<Input>) {
      shown = lab::hex_number(input);
    } else {
      shown = testing::PrintToString(input);
    }
    first = "input:    " + shown + "\nexpected: " + expected + "\nyours:    " + observed;
  }
  if (differ == 0) return;
  ADD_FAILURE() << first << "\n(" << differ << " of " << inputs.size() << " inputs give another result)";
}
