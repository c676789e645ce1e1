// Hidden tests of 05.1 and 05.2: structs filled, and read out of bytes.
#pragma once

#include <array>
#include <optional>

#include "reference.hpp"

namespace hidden {

struct FillIpv4 : exam::Test {};

TEST_F(FillIpv4, LeavesNothingOfWhatWasThere) {
  ask("Is every byte of the struct set, sin_zero too, whatever it held before?", ipv4_notes);
  auto to = judge::full_of_ones<sockaddr_in>();
  EXPECT_TRUE(returned(student.call<&lab::fill_ipv4>(to, 0x0A000001u, in_port_t{80})));
  expect_shown(show(to), judge::shown_as(to, Ipv4{0x0A000001, 80}.bytes()));
}

TEST_F(FillIpv4, TakesEveryAddressAndPort) {
  ask("Is every address taken as it is, 255.255.255.255 too, with every port?", ipv4_notes);
  const auto fill = [&](std::uint32_t address, std::uint16_t port) {
    sockaddr_in to{};
    student.call<&lab::fill_ipv4>(to, address, port).value();
    return std::pair(show(to), judge::shown_as(to, Ipv4{address, port}.bytes()));
  };
  for (const std::uint32_t address : {INADDR_NONE, INADDR_ANY, 0x80000000u, 0x000000FFu}) {
    const auto [yours, expected] = fill(address, 0xFF00);
    expect_shown(yours, expected);
  }
  exam::property("each field is the parameter in network byte order", [&](std::uint32_t address, std::uint16_t port) {
    const auto [yours, expected] = fill(address, port);
    RC_ASSERT(yours == expected);
  });
}

struct FillIpv6 : exam::Test {};

TEST_F(FillIpv6, LeavesNothingOfWhatWasThere) {
  ask("Is every byte of the struct set, the flow information too, whatever it held before?", ipv6_notes);
  auto to = judge::full_of_ones<sockaddr_in6>();
  EXPECT_TRUE(returned(student.call<&lab::fill_ipv6>(to, in6addr_loopback, in_port_t{80}, 0u)));
  expect_shown(show(to), judge::shown_as(to, Ipv6{sixteen({}, "\1"), 80}.bytes()));
}

TEST_F(FillIpv6, TakesEveryAddressPortAndScope) {
  ask("Is every address taken byte for byte, with every port, and every scope as a number of this machine's?",
      ipv6_notes);
  const auto fill = [&](const std::string& ip, std::uint16_t port, std::uint32_t scope) {
    in6_addr address{};
    std::memcpy(&address, ip.data(), ip.size());
    sockaddr_in6 to{};
    student.call<&lab::fill_ipv6>(to, address, port, scope).value();
    return std::pair(show(to), judge::shown_as(to, Ipv6{ip, port, scope}.bytes()));
  };
  const auto [yours, expected] = fill(sixteen("\xFE\x80", "\1"), 80, 3);
  expect_shown(yours, expected, "fe80::1, scope id 3");
  exam::property("each field is the parameter",
                 [&](const std::array<std::uint8_t, 16>& ip, std::uint16_t port, std::uint32_t scope) {
                   const auto [filled, right] = fill(std::string(ip.begin(), ip.end()), port, scope);
                   RC_ASSERT(filled == right);
                 });
}

struct ToAddress : exam::Test {
  std::string taken(const std::string& room, std::size_t length) {
    return show(*student.call<&lab::to_address>(room, static_cast<socklen_t>(length)));
  }
  void expect_refused(const std::string& room, std::size_t length, int error) {
    EXPECT_TRUE(threw(student.call<&lab::to_address>(room, static_cast<socklen_t>(length)), "to_address", error))
        << "family and length: " << lab::hex(room.substr(0, 2)) << ", " << length << "; room for " << room.size();
  }
};

TEST_F(ToAddress, TakesTheAddressAndNothingElse) {
  ask("Are all bytes of the address kept, those of sin_zero, flow information and scope too, and none behind it?",
      struct_notes);
  const std::string ipv4 = Ipv4{0x0A000001, 80, "ABCDEFGH"}.bytes();
  expect_shown(taken(ipv4 + std::string(112, '#'), 16), show(judge::address_of(ipv4)));
  const std::string ipv6 = Ipv6{sixteen("\xFE\x80", "\1"), 80, 0x01020304, 0x000ABCDE}.bytes();
  expect_shown(taken(ipv6, 28), show(judge::address_of(ipv6)));
}

TEST_F(ToAddress, TakesUnixAddressesOfEveryLength) {
  ask("Are Unix addresses of 2 to 111 bytes taken?", length_notes);
  for (std::size_t size = 0; size <= 109; ++size) {
    const std::string room = judge::bytes(AF_UNIX, std::string(size, 'x'));
    expect_shown(taken(room, room.size()), show(judge::address_of(room)));
  }
}

TEST_F(ToAddress, RefusesLengthsThatDoNotFitTheFamily) {
  ask("Is it EINVAL when the length is not one that the family has?", length_notes);
  for (const std::size_t length : {112U, 128U, 129U, 300U})
    expect_refused(judge::bytes(AF_UNIX, std::string(length - 2, 'x')), length, EINVAL);
  for (const std::size_t length : {2U, 8U, 15U, 17U, 28U}) {
    std::string room = judge::loopback4();
    room.resize(length);
    expect_refused(room, length, EINVAL);
  }
  for (const std::size_t length : {2U, 16U, 24U, 27U, 29U, 128U}) {
    std::string room = judge::loopback6();
    room.resize(length);
    expect_refused(room, length, EINVAL);
  }
}

TEST_F(ToAddress, RefusesWhatIsNotThere) {
  ask("Is it EINVAL when there is no whole family, or less room than the length says, by one byte or by four billion?",
      length_notes);
  expect_refused("", 0, EINVAL);
  expect_refused("\2", 1, EINVAL);
  expect_refused(judge::loopback4(), 0, EINVAL);
  expect_refused(judge::loopback4(), 1, EINVAL);
  expect_refused(judge::loopback4().substr(0, 15), 16, EINVAL);
  expect_refused(judge::bytes(AF_UNIX, "/run/lab"), 11, EINVAL);
  expect_refused(judge::bytes(AF_UNIX, "/run/lab"), 0xFFFFFFFF, EINVAL);
  expect_refused("\2", 16, EINVAL);
}

TEST_F(ToAddress, RefusesOtherFamilies) {
  ask("Is every other family EAFNOSUPPORT?", struct_notes);
  for (const int family : {AF_UNSPEC, AF_NETLINK, AF_PACKET, 0x0100 + AF_INET, 0x0200, 0xFFFF}) {
    const auto number = static_cast<sa_family_t>(family);
    expect_refused(judge::bytes(number, std::string(14, '\0')), 16, EAFNOSUPPORT);
    expect_refused(judge::bytes(number, std::string(26, '\0')), 28, EAFNOSUPPORT);
  }
}

struct PortOf : exam::Test {};

TEST_F(PortOf, OfEveryAddress) {
  ask("Is every port given, 0 too, and none for Unix addresses?", ipv4_notes);
  std::vector<std::tuple<Address>> addresses;
  for (unsigned port = 0; port <= 0xFFFF; port += port < 300 ? 1 : 251) {
    addresses.emplace_back(Ipv4{0x0A000001, static_cast<std::uint16_t>(port)}.address());
    addresses.emplace_back(Ipv6{sixteen({}, "\1"), static_cast<std::uint16_t>(port)}.address());
  }
  agree<&lab::port_of>(student, addresses, [](const Address& address) {
    return std::optional<in_port_t>(static_cast<in_port_t>(std::get<2>(meaning_of(address))));
  });
  EXPECT_EQ(*student.call<&lab::port_of>(unix_path("/run/lab.socket")), std::nullopt);
  EXPECT_EQ(*student.call<&lab::port_of>(unix_exactly("")), std::nullopt);
}

struct UnixName : exam::Test {
  std::optional<std::string> name(const Address& address) {
    return *student.call<&lab::unix_name>(with_rubbish_behind(address));
  }
  void expect_name(const Address& address, const std::string& expected) {
    const auto yours = name(address);
    expect_shown(yours ? in_quotes(*yours) : "absent", in_quotes(expected),
                 "an address of " + std::to_string(address.length) + " bytes");
  }
};

TEST_F(UnixName, EndsAtANulOrWithTheLength) {
  ask("Does a path end at its first NUL, and where the length says if there is none?", name_notes);
  for (const std::size_t size : {1U, 14U, 107U, 108U}) {
    const std::string path = "/" + std::string(size - 1, 'x');
    expect_name(unix_exactly(path), path);
  }
  expect_name(unix_exactly("/run/lab" + std::string(100, '\0')), "/run/lab");
  expect_name(unix_exactly("/run/lab\0more"s), "/run/lab");
}

TEST_F(UnixName, OfUnnamedAndAbstractAddressesIsExact) {
  ask("Is the name of an unnamed socket empty, and are all bytes of an abstract one kept, each NUL too?", name_notes);
  expect_name(unix_exactly(""), "");
  for (const std::string& abstract : {"\0"s, "\0lab"s, "\0la\0b"s, "\0lab\0\0"s, "\0\xFF"s + std::string(106, 'x')})
    expect_name(unix_exactly(abstract), abstract);
}

TEST_F(UnixName, IsAbsentForOtherFamilies) {
  ask("Have IPv4 and IPv6 addresses no Unix name?", name_notes);
  EXPECT_EQ(name(judge::address_of(judge::loopback4())), std::nullopt);
  EXPECT_EQ(name(judge::address_of(judge::loopback6())), std::nullopt);
}

}  // namespace hidden
