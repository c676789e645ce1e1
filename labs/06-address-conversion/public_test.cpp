// Lab 06, the public tests: known texts, and the plainest questions. The hidden tests ask for more; the brief says
// what.
#include <cerrno>
#include <string>
#include <string_view>
#include <vector>

#include "exam/test.hpp"
#include "judge.hpp"

namespace {

using namespace std::string_view_literals;
using judge::shown;

struct ParseIpv4 : exam::Test {
  std::string read(std::string_view text) { return shown(*student.call<&lab::parse_ipv4>(text)); }
};
struct FormatIpv4 : exam::Test {};
struct ParseIpv6 : exam::Test {
  std::string read(std::string_view text) { return shown(*student.call<&lab::parse_ipv6>(text)); }
};
struct FormatIpv6 : exam::Test {
  std::string written(const std::string& text) { return *student.call<&lab::format_ipv6>(judge::ipv6(text)); }
};
struct ParsePort : exam::Test {
  std::string read(std::string_view text) { return shown(*student.call<&lab::parse_port>(text)); }
};
struct SplitHostPort : exam::Test {
  std::string parts(std::string_view text) { return shown(*student.call<&lab::split_host_port>(text)); }
};
struct Resolve : exam::Test {};
struct Describe : exam::Test {};
struct ConnectToAny : exam::Test {};

// 06.1

TEST_F(ParseIpv4, ReadsFourNumbers) {
  ask("Does parse_ipv4 read four numbers with dots between?", "notes/06-address-conversion.md#ipv4-addresses-as-text");
  EXPECT_EQ(read("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(read("0.0.0.0"), "0.0.0.0");
  EXPECT_EQ(read("255.255.255.255"), "255.255.255.255");
}

TEST_F(ParseIpv4, RefusesWhatIsNotFourNumbers) {
  ask("Is a text that is not four numbers from 0 to 255 absent?",
      "notes/06-address-conversion.md#ipv4-addresses-as-text");
  for (const auto text : {"", "127.1", "1.2.3.4.5", "1.2.3.", "1..2.3", "256.0.0.1", "1.2.3.4 junk", "a.b.c.d"})
    EXPECT_EQ(read(text), "absent") << "of \"" << text << "\"";
}

// 06.2

TEST_F(FormatIpv4, WritesFourNumbers) {
  ask("Does format_ipv4 write the four numbers in their order?",
      "notes/06-address-conversion.md#ipv4-addresses-as-text");
  EXPECT_EQ(*student.call<&lab::format_ipv4>(judge::ipv4("192.0.2.1")), "192.0.2.1");
  EXPECT_EQ(*student.call<&lab::format_ipv4>(judge::ipv4("10.20.255.0")), "10.20.255.0");
}

// 06.3

TEST_F(ParseIpv6, ReadsTheThreeForms) {
  ask("Does parse_ipv6 read the three forms of RFC 4291?", "notes/06-address-conversion.md#ipv6-addresses-as-text");
  EXPECT_EQ(read("2001:DB8:0:0:8:800:200C:417A"), "2001:0db8:0000:0000:0008:0800:200c:417a");
  EXPECT_EQ(read("2001:db8::8:800:200c:417a"), "2001:0db8:0000:0000:0008:0800:200c:417a");
  EXPECT_EQ(read("::1"), "0000:0000:0000:0000:0000:0000:0000:0001");
  EXPECT_EQ(read("::"), "0000:0000:0000:0000:0000:0000:0000:0000");
  EXPECT_EQ(read("::ffff:129.144.52.38"), "0000:0000:0000:0000:0000:ffff:8190:3426");
}

TEST_F(ParseIpv6, RefusesWhatIsNoAddress) {
  ask("Is a text that is no IPv6 address absent?", "notes/06-address-conversion.md#ipv6-addresses-as-text");
  for (const auto text :
       {"", ":", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "::g", "192.0.2.1", "[::1]"})
    EXPECT_EQ(read(text), "absent") << "of \"" << text << "\"";
}

struct SameIpv6 : exam::Test {};

TEST_F(SameIpv6, KnowsAnAddressInAnotherSpelling) {
  ask("Are two spellings of one address the same, and two addresses not?",
      "notes/06-address-conversion.md#one-address-many-texts");
  EXPECT_TRUE(*student.call<&lab::same_ipv6>("2001:db8::1", "2001:0DB8:0:0:0:0:0:1"));
  EXPECT_FALSE(*student.call<&lab::same_ipv6>("2001:db8::1", "2001:db8::2"));
}

// 06.4

TEST_F(FormatIpv6, WritesAsRfc5952Recommends) {
  ask("Does format_ipv6 write the examples of RFC 5952 as it recommends?",
      "notes/06-address-conversion.md#one-address-many-texts");
  EXPECT_EQ(written("2001:0db8:0:0:0:0:0:0001"), "2001:db8::1");
  EXPECT_EQ(written("2001:db8:0:0:0:0:2:1"), "2001:db8::2:1");
  EXPECT_EQ(written("2001:0:0:1:0:0:0:1"), "2001:0:0:1::1");
  EXPECT_EQ(written("2001:DB8:AAAA:BBBB:CCCC:DDDD:EEEE:ABCD"), "2001:db8:aaaa:bbbb:cccc:dddd:eeee:abcd");
}

// 06.5

TEST_F(ParsePort, ReadsAPort) {
  ask("Does parse_port read a decimal number?", "notes/06-address-conversion.md#ports-and-host-port");
  EXPECT_EQ(read("80"), "80");
  EXPECT_EQ(read("65535"), "65535");
  EXPECT_EQ(read("0"), "0");
}

TEST_F(ParsePort, RefusesWhatIsNoPort) {
  ask("Are 70000, -1, 80x and no text at all absent?", "notes/06-address-conversion.md#ports-and-host-port");
  for (const auto text : {"70000", "-1", "80x", ""}) EXPECT_EQ(read(text), "absent") << "of \"" << text << "\"";
}

TEST_F(SplitHostPort, SplitsAtTheColon) {
  ask("Is \"host:service\" split at its colon, and \"[address]:service\" behind the bracket?",
      "notes/06-address-conversion.md#ports-and-host-port");
  EXPECT_EQ(parts("example.com:http"), shown(lab::HostService{"example.com", "http"}));
  EXPECT_EQ(parts("192.0.2.1:80"), shown(lab::HostService{"192.0.2.1", "80"}));
  EXPECT_EQ(parts("[::1]:80"), shown(lab::HostService{"::1", "80"}));
  EXPECT_EQ(parts("example.com"), "absent");
}

// 06.6

TEST_F(Resolve, FindsAllAddressesOfAName) {
  ask("Does resolve return each address of a name once, of both families, in getaddrinfo's order?",
      "notes/06-address-conversion.md#getaddrinfo");
  judge::know(student, {{"server.test", {"127.1.2.3", "::1", "127.1.2.4"}}, {"other.test", {"127.9.9.9"}}});
  const auto found = *student.call<&lab::resolve>("server.test", "80", lab::Purpose::connect);
  EXPECT_EQ(shown(found), "127.1.2.3:80 [::1]:80 127.1.2.4:80");
}

TEST_F(Resolve, SaysWhyANameIsNotFound) {
  ask("Is an unknown name an error with gai_strerror's words?", "notes/06-address-conversion.md#getaddrinfos-errors");
  judge::know(student, {{"server.test", {"127.1.2.3"}}});
  const auto outcome = student.call<&lab::resolve>("nobody.test", "80", lab::Purpose::connect);
  EXPECT_TRUE(judge::threw_gai(outcome, "getaddrinfo", EAI_NONAME));
}

// 06.7

TEST_F(Describe, WritesAddressAndPort) {
  ask("Are an IPv4 address and its port written with a colon between, and an IPv6 address in brackets?",
      "notes/06-address-conversion.md#getnameinfo-and-scopes");
  EXPECT_EQ(*student.call<&lab::describe>(judge::socket_address("192.0.2.1", 80)), "192.0.2.1:80");
  EXPECT_EQ(*student.call<&lab::describe>(judge::socket_address("2001:db8::1", 4660)), "[2001:db8::1]:4660");
}

// 06.8

TEST_F(ConnectToAny, TriesTheNextWhenOneRefuses) {
  ask("Does connect_to_any try the second address when the first one refuses?",
      "notes/06-address-conversion.md#trying-every-address");
  exam::Listener server = listener();
  lab::Address first = exam::fresh_loopback();
  reinterpret_cast<sockaddr_in&>(first.storage).sin_port =
      htons(static_cast<in_port_t>(exam::port_of(server.address())));
  const lab::Fd closed = judge::refusing(first);
  const auto host_of = [](const lab::Address& address) {
    return exam::to_text(address).substr(0, exam::to_text(address).find(':'));
  };
  judge::know(student, {{"server.test", {host_of(first), host_of(server.address())}}});
  auto connection = student.call<&lab::connect_to_any>("server.test", std::to_string(exam::port_of(server.address())));
  EXPECT_EQ(exam::to_text(exam::remote_address(connection->get())), exam::to_text(server.address()));
}

}  // namespace
