// Hidden tests of 05.4: IPv4 within IPv6.
#pragma once

#include "reference.hpp"

namespace hidden {

/// Not v4-mapped, though it may look so: nearly the prefix, and bytes behind an address that would complete it.
inline std::vector<Address> not_mapped() {
  const std::string like_mapped = Ipv6{mapped(0x0A000001), 80}.bytes();
  Address ipv4 = Ipv4{0x0A000001, 80}.address();
  std::memcpy(reinterpret_cast<char*>(&ipv4.storage) + 16, like_mapped.data() + 16, like_mapped.size() - 16);
  return {ipv4, unix_exactly(like_mapped.substr(2)), unix_exactly(like_mapped.substr(2) + std::string(60, 'x')),
          unix_path("/run/lab"), unix_exactly("")};
}
inline std::vector<Address> other_ipv6() {
  return {Ipv6{sixteen({}, network(0x0A000001, 4)), 80}.address(),  // ::10.0.0.1, "v4-compatible", long out of use
          Ipv6{sixteen({}, "\1"), 80}.address(),
          Ipv6{sixteen({}), 80}.address(),
          Ipv6{sixteen({}, "\xFF\xFF\0\0"s + network(0x0A000001, 4)), 80}.address(),  // ::ffff:0:10.0.0.1
          Ipv6{sixteen({}, "\xFF\xFE"s + network(0x0A000001, 4)), 80}.address(),
          Ipv6{sixteen({}, "\xFF"s + network(0x0A0000, 3) + "\1"), 80}.address(),
          Ipv6{sixteen("\0\x64\xFF\x9B"s, network(0x0A000001, 4)), 80}.address(),  // 64:ff9b::10.0.0.1 (RFC 6052)
          Ipv6{sixteen("\x20\x01", network(0x0A000001, 4)), 80, 3, 7}.address()};
}

struct IsV4Mapped : exam::Test {};

TEST_F(IsV4Mapped, LooksAtTheWholePrefix) {
  ask("Does each of the 96 bits of the prefix count, and none of the 32 behind it?", mapping_notes);
  std::vector<std::tuple<Address>> addresses;
  for (std::size_t bit = 0; bit < 128; ++bit) {
    std::string ip = mapped(0x0A000001);
    ip[bit / 8] = static_cast<char>(ip[bit / 8] ^ (0x80 >> bit % 8));
    addresses.emplace_back(Ipv6{ip, 80}.address());
  }
  agree<&lab::is_v4_mapped>(student, addresses, [](const Address& address) {
    return bytes_of(address).substr(8, 12) == mapped(0).substr(0, 12);
  });
  for (const Address& address : other_ipv6()) EXPECT_FALSE(*student.call<&lab::is_v4_mapped>(address)) << show(address);
}

TEST_F(IsV4Mapped, IsForIpv6Alone) {
  ask("Is no address of another family v4-mapped, whatever its bytes are?", mapping_notes);
  for (const Address& address : not_mapped()) EXPECT_FALSE(*student.call<&lab::is_v4_mapped>(address)) << show(address);
}

struct MapV4 : exam::Test {};

TEST_F(MapV4, TakesEveryAddressAndNothingElse) {
  ask("Is every IPv4 address mapped, 0.0.0.0 too, with flow information and scope 0 whatever lay in and behind it?",
      mapping_notes);
  const Address ipv4 = with_rubbish_behind(Ipv4{0x0A000001, 80, "ABCDEFGH"}.address());
  expect_shown(show(*student.call<&lab::map_v4>(ipv4)), show(Ipv6{mapped(0x0A000001), 80}.address()));
  std::vector<std::tuple<Address>> addresses;
  for (const std::uint32_t ip : {0u, 1u, 0x7F000001u, 0xE0000001u, 0xFFFFFFFFu})
    addresses.emplace_back(Ipv4{ip, 0}.address());
  for (int i = 0; i < 1'000; ++i)
    addresses.emplace_back(
        Ipv4{static_cast<std::uint32_t>(random()()), static_cast<std::uint16_t>(random()())}.address());
  auto outcomes = student.call_each<&lab::map_v4>(addresses);
  for (std::size_t i = 0; i < addresses.size(); ++i)
    if (!expect_shown(show(*outcomes[i]), show(as_mapped(std::get<0>(addresses[i]))))) return;
}

TEST_F(MapV4, LeavesOthersAlone) {
  ask("Does every other address come back as it is?", mapping_notes);
  leaves_alone<&lab::map_v4>(student, other_ipv6());
  leaves_alone<&lab::map_v4>(student,
                             {Ipv6{mapped(0x0A000001), 80}.address(), unix_path("/run/lab"), unix_exactly("")});
}

struct UnmapV4 : exam::Test {};

TEST_F(UnmapV4, TakesEveryAddressAndNothingElse) {
  ask("Is every mapped address unmapped, ::ffff:0.0.0.0 too, and nothing left of scope and flow information?",
      mapping_notes);
  const Address ipv6 = with_rubbish_behind(Ipv6{mapped(0x0A000001), 80, 3, 0x000ABCDE}.address());
  expect_shown(show(*student.call<&lab::unmap_v4>(ipv6)), show(Ipv4{0x0A000001, 80}.address()));
  for (const std::uint32_t ip : {0u, 1u, 0x7F000001u, 0xE0000001u, 0xFFFFFFFFu})
    expect_shown(show(*student.call<&lab::unmap_v4>(Ipv6{mapped(ip), 0xFF00}.address())),
                 show(Ipv4{ip, 0xFF00}.address()));
}

TEST_F(UnmapV4, LeavesOthersAlone) {
  ask("Does every address that is not v4-mapped come back as it is, ::1 and :: too?", mapping_notes);
  leaves_alone<&lab::unmap_v4>(student, other_ipv6());
  leaves_alone<&lab::unmap_v4>(student, {Ipv4{0x0A000001, 80}.address(), unix_path("/run/lab"), unix_exactly(""),
                                         unix_exactly(Ipv6{mapped(0x0A000001), 80}.bytes().substr(2))});
}

}  // namespace hidden
