// Lab 05, the public tests: known bytes, and the plainest questions. The brief says what else is asked for.
#include <sys/socket.h>

#include <cerrno>
#include <string>
#include <string_view>

#include "address_structs.hpp"
#include "exam/test.hpp"
#include "judge.hpp"
#include "show.hpp"

namespace {

using namespace std::string_view_literals;
using judge::expect_shown;
using judge::ipv4;
using judge::ipv6;
using judge::unix_path;
using lab::show;

constexpr auto ten = "\x0A\x00\x00\x01"sv;   // 10.0.0.1
constexpr auto nine = "\x09\x00\x00\x02"sv;  // 9.0.0.2
constexpr auto documentation = "\x20\x01\x0D\xB8\x00\x01\x00\x02\x00\x03\x00\x04\x00\x05\x00\x06"sv;
constexpr auto mapped_ten = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xFF\xFF\x0A\x00\x00\x01"sv;

struct FillIpv4 : exam::Test {};
struct FillIpv6 : exam::Test {};
struct ToAddress : exam::Test {};
struct PortOf : exam::Test {};
struct UnixName : exam::Test {};
struct Same : exam::Test {};
struct ComesBefore : exam::Test {};
struct HashOf : exam::Test {};
struct IsV4Mapped : exam::Test {};
struct MapV4 : exam::Test {};
struct UnmapV4 : exam::Test {};
struct ReachOf : exam::Test {
  std::string reach_of(const lab::Address& address) { return show(*student.call<&lab::reach_of>(address)); }
};
struct LocalAddress : exam::Test {};
struct PeerAddress : exam::Test {};

// 05.1

TEST_F(FillIpv4, PutsEachFieldInItsPlace) {
  ask("Does fill_ipv4 write family, port and address, each in its byte order?",
      "notes/05-address-structs.md#an-ipv4-address");
  sockaddr_in to{};
  EXPECT_TRUE(exam::returned(student.call<&lab::fill_ipv4>(to, INADDR_LOOPBACK, in_port_t{0x1234})));
  expect_shown(show(to), judge::shown_as(to, judge::loopback4()));
}

TEST_F(FillIpv6, PutsEachFieldInItsPlace) {
  ask("Does fill_ipv6 write family, port and address, each in its byte order?",
      "notes/05-address-structs.md#an-ipv6-address");
  sockaddr_in6 to{};
  EXPECT_TRUE(exam::returned(student.call<&lab::fill_ipv6>(to, in6addr_loopback, in_port_t{0x1234}, 0u)));
  expect_shown(show(to), judge::shown_as(to, judge::loopback6()));
}

// 05.2

TEST_F(ToAddress, TakesAnIpv4Address) {
  ask("Does to_address keep the 16 bytes of an IPv4 address, and their number?",
      "notes/05-address-structs.md#one-struct-for-all");
  const std::string room = judge::loopback4();
  expect_shown(show(*student.call<&lab::to_address>(room, socklen_t{16})), show(judge::address_of(room)));
}

TEST_F(ToAddress, TakesAnIpv6Address) {
  ask("Does to_address keep the 28 bytes of an IPv6 address, and their number?",
      "notes/05-address-structs.md#one-struct-for-all");
  const std::string room = judge::loopback6();
  expect_shown(show(*student.call<&lab::to_address>(room, socklen_t{28})), show(judge::address_of(room)));
}

TEST_F(ToAddress, RefusesWhatWasCutOff) {
  ask("Is it EINVAL when only 16 bytes of an IPv6 address had room?", "notes/05-address-structs.md#lengths");
  const std::string room = judge::loopback6().substr(0, 16);
  EXPECT_TRUE(exam::threw(student.call<&lab::to_address>(room, socklen_t{28}), "to_address", EINVAL));
}

TEST_F(PortOf, IsInHostByteOrder) {
  ask("Is the port of an IPv4 and of an IPv6 address given as a number of this machine's?",
      "notes/05-address-structs.md#an-ipv4-address");
  EXPECT_EQ(*student.call<&lab::port_of>(ipv4(ten, "\x12\x34")), 0x1234);
  EXPECT_EQ(*student.call<&lab::port_of>(ipv6(documentation, "\x12\x34")), 0x1234);
}

TEST_F(UnixName, IsThePathWithoutItsEnd) {
  ask("Is the name of a Unix address its path, without the NUL behind it?",
      "notes/05-address-structs.md#names-of-unix-sockets");
  EXPECT_EQ(*student.call<&lab::unix_name>(unix_path("/run/lab.socket")), "/run/lab.socket");
}

// 05.3

TEST_F(Same, TellsAddressesAndPortsApart) {
  ask("Are two addresses the same only if both IP address and port are?",
      "notes/05-address-structs.md#comparing-addresses");
  EXPECT_TRUE(*student.call<&lab::same>(ipv4(ten), ipv4(ten)));
  EXPECT_FALSE(*student.call<&lab::same>(ipv4(ten), ipv4(nine)));
  EXPECT_FALSE(*student.call<&lab::same>(ipv4(ten, "\x12\x34"), ipv4(ten, "\x12\x35")));
  EXPECT_TRUE(*student.call<&lab::same>(unix_path("/a"), unix_path("/a")));
  EXPECT_FALSE(*student.call<&lab::same>(unix_path("/a"), unix_path("/b")));
}

TEST_F(Same, RespectsTheScope) {
  ask("Is fe80::1 at one interface another address than at the next?",
      "notes/05-address-structs.md#comparing-addresses");
  const auto link_local = [](std::uint32_t scope) {
    sockaddr_in6 ipv6{};
    ipv6.sin6_family = AF_INET6;
    ipv6.sin6_addr = {{{0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}};
    ipv6.sin6_scope_id = scope;
    return lab::make_address(ipv6);
  };
  EXPECT_TRUE(*student.call<&lab::same>(link_local(2), link_local(2)));
  EXPECT_FALSE(*student.call<&lab::same>(link_local(2), link_local(3)));
  EXPECT_FALSE(*student.call<&lab::same>(link_local(2), link_local(0)));
}

TEST_F(ComesBefore, SortsByAddress) {
  ask("Does 9.0.0.2 come before 10.0.0.1, and not the other way round?",
      "notes/05-address-structs.md#comparing-addresses");
  EXPECT_TRUE(*student.call<&lab::comes_before>(ipv4(nine), ipv4(ten)));
  EXPECT_FALSE(*student.call<&lab::comes_before>(ipv4(ten), ipv4(nine)));
}

TEST_F(HashOf, IsEqualForTheSameAddress) {
  ask("Is the hash the same each time, and another one for another address?",
      "notes/05-address-structs.md#comparing-addresses");
  const std::size_t hash = *student.call<&lab::hash_of>(ipv4(ten));
  EXPECT_EQ(*student.call<&lab::hash_of>(ipv4(ten)), hash);
  EXPECT_NE(*student.call<&lab::hash_of>(ipv4(nine)), hash);
}

// 05.4

TEST_F(IsV4Mapped, KnowsAMappedAddress) {
  ask("Is ::ffff:10.0.0.1 recognised as a v4-mapped address, and 2001:db8:1:2:3:4:5:6 not?",
      "notes/05-address-structs.md#ipv4-within-ipv6");
  EXPECT_TRUE(*student.call<&lab::is_v4_mapped>(ipv6(mapped_ten)));
  EXPECT_FALSE(*student.call<&lab::is_v4_mapped>(ipv6(documentation)));
}

TEST_F(MapV4, PutsAnIpv4AddressIntoAnIpv6Address) {
  ask("Does 10.0.0.1 become ::ffff:10.0.0.1, with the same port?", "notes/05-address-structs.md#ipv4-within-ipv6");
  expect_shown(show(*student.call<&lab::map_v4>(ipv4(ten))), show(ipv6(mapped_ten)));
}

TEST_F(UnmapV4, TakesItOutAgain) {
  ask("Does ::ffff:10.0.0.1 become 10.0.0.1, with the same port?", "notes/05-address-structs.md#ipv4-within-ipv6");
  expect_shown(show(*student.call<&lab::unmap_v4>(ipv6(mapped_ten))), show(ipv4(ten)));
}

// 05.5

TEST_F(ReachOf, KnowsIpv4Addresses) {
  ask("Is one IPv4 address of each kind judged rightly?", "notes/05-address-structs.md#kinds-of-addresses");
  expect_shown(reach_of(ipv4("\x00\x00\x00\x00"sv)), "unspecified", "0.0.0.0");
  expect_shown(reach_of(ipv4("\x7F\x00\x00\x01"sv)), "loopback", "127.0.0.1");
  expect_shown(reach_of(ipv4("\xC0\xA8\x01\x01"sv)), "private use", "192.168.1.1");
  expect_shown(reach_of(ipv4("\xA9\xFE\x01\x01"sv)), "link-local", "169.254.1.1");
  expect_shown(reach_of(ipv4("\xE0\x00\x00\x01"sv)), "multicast", "224.0.0.1");
  expect_shown(reach_of(ipv4("\x5D\xB8\xD7\x0E"sv)), "global", "93.184.215.14");
}

TEST_F(ReachOf, KnowsIpv6Addresses) {
  ask("Is one IPv6 address of each kind judged rightly?", "notes/05-address-structs.md#kinds-of-addresses");
  const auto with_zeros = [](std::string_view front, char last) {
    std::string bytes(16, '\0');
    bytes.replace(0, front.size(), front);
    bytes.back() = last;
    return ipv6(bytes);
  };
  expect_shown(reach_of(with_zeros("", '\0')), "unspecified", "::");
  expect_shown(reach_of(with_zeros("", '\1')), "loopback", "::1");
  expect_shown(reach_of(with_zeros("\xFC\x12", '\1')), "private use", "fc12::1");
  expect_shown(reach_of(with_zeros("\xFE\x80", '\1')), "link-local", "fe80::1");
  expect_shown(reach_of(with_zeros("\xFF\x02", '\1')), "multicast", "ff02::1");
  expect_shown(reach_of(with_zeros("\x2A\x00", '\1')), "global", "2a00::1");
}

// 05.6

TEST_F(LocalAddress, OfATcpListener) {
  ask("Does local_address give the address and the port at which a TCP socket listens?",
      "notes/05-address-structs.md#both-ends-of-a-socket");
  const exam::Listener listener = this->listener();
  expect_shown(show(*student.call<&lab::local_address>(listener.fd())), show(listener.address()));
}

TEST_F(LocalAddress, OfAnIpv6Listener) {
  ask("Is an IPv6 address whole: all 28 bytes?", "notes/05-address-structs.md#both-ends-of-a-socket");
  if (!exam::has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const exam::Listener listener = this->listener(exam::loopback6());
  expect_shown(show(*student.call<&lab::local_address>(listener.fd())), show(listener.address()));
}

TEST_F(PeerAddress, OfATcpConnection) {
  ask("Does peer_address give the address of a connection's other end?",
      "notes/05-address-structs.md#both-ends-of-a-socket");
  auto [here, there] = stream_pair();
  expect_shown(show(*student.call<&lab::peer_address>(there)), show(here.address()));
}

TEST_F(PeerAddress, OfAnIpv6Peer) {
  ask("Is an IPv6 peer's address whole: all 28 bytes?", "notes/05-address-structs.md#both-ends-of-a-socket");
  if (!exam::has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const exam::Listener listener = this->listener(exam::loopback6());
  const lab::Fd client = judge::bound(SOCK_STREAM, exam::loopback6());
  judge::connect_to(client, listener.address());
  const lab::Fd server = judge::accept_from(listener.fd());
  expect_shown(show(*student.call<&lab::peer_address>(client)), show(listener.address()));
  expect_shown(show(*student.call<&lab::peer_address>(server)), show(exam::local_address(client.get())));
}

TEST_F(PeerAddress, IsAbsentWithoutAConnection) {
  ask("Has a socket that is not connected no peer?", "notes/05-address-structs.md#both-ends-of-a-socket");
  expect_shown(show(*student.call<&lab::peer_address>(datagram_socket())), "absent");
  expect_shown(show(*student.call<&lab::peer_address>(listener().fd())), "absent");
}

}  // namespace
