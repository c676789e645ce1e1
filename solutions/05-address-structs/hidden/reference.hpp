// What the hidden tests share: addresses by their bytes, random ones, and what is right, computed from bytes alone, by
// place values, so that this machine's order cannot matter.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "address_structs.hpp"
#include "exam/property.hpp"
#include "exam/test.hpp"
#include "judge.hpp"
#include "show.hpp"

namespace hidden {

using namespace std::string_literals;
using namespace std::string_view_literals;
using exam::every;
using exam::random_bytes;
using exam::returned;
using exam::Syscall;
using exam::threw;
using judge::bytes_of;
using judge::expect_shown;
using judge::unix_path;
using lab::Address;
using lab::show;

inline constexpr auto ipv4_notes = "notes/05-address-structs.md#an-ipv4-address";
inline constexpr auto ipv6_notes = "notes/05-address-structs.md#an-ipv6-address";
inline constexpr auto struct_notes = "notes/05-address-structs.md#one-struct-for-all";
inline constexpr auto length_notes = "notes/05-address-structs.md#lengths";
inline constexpr auto name_notes = "notes/05-address-structs.md#names-of-unix-sockets";
inline constexpr auto comparing_notes = "notes/05-address-structs.md#comparing-addresses";
inline constexpr auto mapping_notes = "notes/05-address-structs.md#ipv4-within-ipv6";
inline constexpr auto kind_notes = "notes/05-address-structs.md#kinds-of-addresses";
inline constexpr auto end_notes = "notes/05-address-structs.md#both-ends-of-a-socket";

/// The `size` bytes of a number in network byte order.
inline std::string network(std::uint64_t number, std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = size; i-- > 0; number /= 256) bytes[i] = static_cast<char>(number % 256);
  return bytes;
}

/// All that a struct holds. An address of it, with `zero` in the place of sin_zero, is right but for that.
struct Ipv4 {
  std::uint32_t ip = 0;
  std::uint16_t port = 0;
  std::string zero = std::string(8, '\0');
  [[nodiscard]] std::string bytes() const { return judge::bytes(AF_INET, network(port, 2) + network(ip, 4) + zero); }
  [[nodiscard]] Address address() const { return judge::address_of(bytes()); }
};
struct Ipv6 {
  std::string ip = std::string(16, '\0');
  std::uint16_t port = 0;
  std::uint32_t scope = 0;
  std::uint32_t flow = 0;
  [[nodiscard]] std::string bytes() const {
    return judge::bytes(AF_INET6, network(port, 2) + network(flow, 4) + ip + judge::in_memory(scope));
  }
  [[nodiscard]] Address address() const { return judge::address_of(bytes()); }
};

/// Sixteen bytes: these, zeros, and those.
inline std::string sixteen(std::string_view front, std::string_view back = {}) {
  return std::string(front) + std::string(16 - front.size() - back.size(), '\0') + std::string(back);
}
inline std::string mapped(std::uint32_t ip) { return sixteen({}, "\xFF\xFF" + network(ip, 4)); }

/// The v4-mapped address of an IPv4 address, and back; the port stays, all else is zero.
inline Address as_mapped(const Address& ipv4) {
  const std::string bytes = bytes_of(ipv4);
  return judge::address_of(judge::bytes(AF_INET6, bytes.substr(2, 2) + std::string(4, '\0') + mapped(0).substr(0, 12) +
                                                      bytes.substr(4, 4) + std::string(4, '\0')));
}
inline Address as_ipv4(const Address& mapped) {
  const std::string bytes = bytes_of(mapped);
  return judge::address_of(judge::bytes(AF_INET, bytes.substr(2, 2) + bytes.substr(20, 4) + std::string(8, '\0')));
}

/// A Unix address whose sun_path is exactly `path`: nothing is added.
inline Address unix_exactly(const std::string& path) { return judge::address_of(judge::bytes(AF_UNIX, path)); }

/// The same address, with bytes of no meaning behind its length.
inline Address with_rubbish_behind(Address address, char rubbish = '#') {
  std::memset(reinterpret_cast<char*>(&address.storage) + address.length, rubbish,
              sizeof address.storage - address.length);
  return address;
}

/// Any bytes as C++ spells them: "\0lab\xFF", 5 bytes.
inline std::string in_quotes(const std::string& bytes) {
  std::string text;
  for (const char byte : bytes)
    text += byte == '\0' ? "\\0" : byte >= ' ' && byte <= '~' ? std::string(1, byte) : "\\x" + lab::hex({&byte, 1});
  return '"' + text + "\", " + std::to_string(bytes.size()) + " bytes";
}

/// Addresses that are likely to be alike: few values for each part.
inline Address random_address(std::mt19937_64& random) {
  constexpr std::uint16_t ports[] = {0, 80, 255, 256, 0x8000, 0xFFFF};
  const std::uint16_t port = ports[random() % std::size(ports)];
  const auto last = static_cast<std::uint32_t>(random() % 3);
  switch (random() % 4) {
    case 0:
      return Ipv4{(random() % 2 == 0 ? 0x0A000000u : 0x7F0000FFu) + last, port, random_bytes(random, 8)}.address();
    case 1:
      return Ipv6{sixteen(random() % 2 == 0 ? "\xFE\x80" : "\x20\x01", network(last, 1)), port,
                  static_cast<std::uint32_t>(random() % 2 * 255 + random() % 2), static_cast<std::uint32_t>(random())}
          .address();
    case 2:
      return unix_exactly("/run/"s + static_cast<char>('a' + last) + (random() % 2 == 0 ? "\0rest"s : ""s));
    default:
      return unix_exactly("\0name"s + std::string(random() % 3, '\0'));
  }
}

/// What counts of an address, as texts and numbers that compare as the contract says.
using Meaning = std::tuple<int, std::vector<unsigned>, std::uint64_t, std::uint64_t>;
inline std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number * 256 + static_cast<unsigned char>(byte);
  return number;
}
inline std::vector<unsigned> numbers_of(std::string_view bytes) {
  std::vector<unsigned> numbers;
  for (const char byte : bytes) numbers.push_back(static_cast<unsigned char>(byte));
  return numbers;
}
inline Meaning meaning_of(const Address& address) {
  const std::string bytes = bytes_of(address);
  if (address.family() == AF_INET) return {0, numbers_of(bytes.substr(4, 4)), number_of(bytes.substr(2, 2)), 0};
  if (address.family() == AF_INET6) {
    std::uint32_t scope = 0;
    std::memcpy(&scope, bytes.data() + 24, sizeof scope);
    return {1, numbers_of(bytes.substr(8, 16)), number_of(bytes.substr(2, 2)), scope};
  }
  std::string name = bytes.substr(2);
  if (!name.empty() && name[0] != '\0') name = name.substr(0, name.find('\0'));
  return {2, numbers_of(name), 0, 0};
}

/// Calls F once for each input, in one round trip, and compares each result with what `expect` makes of the input. The
/// first input that differs is shown; the others are counted.
template <auto F, class... Input, class Expect>
void agree(exam::Student& student, const std::vector<std::tuple<Input...>>& inputs, Expect expect) {
  auto outcomes = student.call_each<F>(inputs);
  std::size_t differ = 0;
  std::string first;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto expected = std::apply(expect, inputs[i]);
    if (!outcomes[i].thrown && *outcomes[i] == expected) continue;
    if (++differ > 1) continue;
    std::apply([&](const auto&... input) { ((first += "input:    " + show(input) + "\n"), ...); }, inputs[i]);
    first +=
        "expected: " + testing::PrintToString(expected) + "\nyours:    " +
        (outcomes[i].thrown ? "it threw " + exam::to_text(*outcomes[i].thrown) : testing::PrintToString(*outcomes[i]));
  }
  if (differ > 0)
    ADD_FAILURE() << first << "\n(" << differ << " of " << inputs.size() << " inputs give another result)";
}

/// Comes back whole, as it went in.
template <auto F>
void leaves_alone(exam::Student& student, const std::vector<Address>& addresses) {
  for (const Address& address : addresses) expect_shown(show(*student.call<F>(address)), show(address));
}

}  // namespace hidden
