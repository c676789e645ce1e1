// Hidden tests of 05.5: the borders of every range, and what belongs to none.
#pragma once

#include "reference.hpp"

namespace hidden {

struct ReachOf : exam::Test {
  void expect(const std::string& what, const Address& address, const std::string& kind) {
    expect_shown(show(*student.call<&lab::reach_of>(address)), kind, what);
  }
  /// The first and the last address of a range, and those next to it.
  void expect_range(const std::string& what, std::uint32_t first, std::uint32_t last, const std::string& kind) {
    expect("the first of " + what, Ipv4{first, 80}.address(), kind);
    expect("one within " + what, Ipv4{first + (last - first) / 2 + 1, 80}.address(), kind);
    expect("the last of " + what, Ipv4{last, 80}.address(), kind);
    expect("the one before " + what, Ipv4{first - 1, 80}.address(), "global");
    expect("the one after " + what, Ipv4{last + 1, 80}.address(), "global");
  }
  void expect_ipv6(const std::string& what, std::string_view front, std::string_view back, const std::string& kind) {
    expect(what, Ipv6{sixteen(front, back), 80}.address(), kind);
  }
};

TEST_F(ReachOf, KnowsLoopbackAndUnspecified) {
  ask("Is all of 127.0.0.0/8 loopback, and 0.0.0.0 alone unspecified?", kind_notes);
  expect_range("127.0.0.0/8", 0x7F000000, 0x7FFFFFFF, "loopback");
  expect("0.0.0.0", Ipv4{0, 80}.address(), "unspecified");
  expect("0.0.0.0, sin_zero not zero", Ipv4{0, 80, "ABCDEFGH"}.address(), "unspecified");
  expect("0.0.0.1", Ipv4{1, 80}.address(), "global");
  expect("0.255.0.0", Ipv4{0x00FF0000, 80}.address(), "global");
}

TEST_F(ReachOf, KnowsTheBordersInIpv4) {
  ask("Are 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16 for private use, 169.254.0.0/16 link-local, 224.0.0.0/4 "
      "multicast, and nothing next to them?",
      kind_notes);
  expect_range("10.0.0.0/8", 0x0A000000, 0x0AFFFFFF, "private use");
  expect_range("172.16.0.0/12", 0xAC100000, 0xAC1FFFFF, "private use");
  expect_range("192.168.0.0/16", 0xC0A80000, 0xC0A8FFFF, "private use");
  expect_range("169.254.0.0/16", 0xA9FE0000, 0xA9FEFFFF, "link-local");
  expect_range("224.0.0.0/4", 0xE0000000, 0xEFFFFFFF, "multicast");
  expect("255.255.255.255", Ipv4{0xFFFFFFFF, 80}.address(), "global");
}

TEST_F(ReachOf, KnowsTheBordersInIpv6) {
  ask("Are fc00::/7 unique local, fe80::/10 link-local and ff00::/8 multicast, and nothing next to them?", kind_notes);
  expect_ipv6("fc00::1", "\xFC", "\1", "private use");
  expect_ipv6("fd12:3456::1", "\xFD\x12\x34\x56", "\1", "private use");
  expect_ipv6("fdff:…", std::string("\xFD") + std::string(15, '\xFF'), "", "private use");
  expect_ipv6("fbff::1", "\xFB\xFF", "\1", "global");
  expect_ipv6("fe00::1", "\xFE", "\1", "global");
  expect_ipv6("fe80::1", "\xFE\x80", "\1", "link-local");
  expect_ipv6("fe90::1", "\xFE\x90", "\1", "link-local");
  expect_ipv6("febf:ffff::1", "\xFE\xBF\xFF\xFF", "\1", "link-local");
  expect_ipv6("fe7f::1", "\xFE\x7F", "\1", "global");
  expect_ipv6("fec0::1", "\xFE\xC0", "\1", "global");
  expect_ipv6("ff00::1", "\xFF", "\1", "multicast");
  expect_ipv6("ff0e::1", "\xFF\x0E", "\1", "multicast");
  expect_ipv6("ffff::", "\xFF\xFF", "", "multicast");
  expect_ipv6("feff::1", "\xFE\xFF", "\1", "global");
}

TEST_F(ReachOf, LooksAtTheWholeIpv6Address) {
  ask("Are :: and ::1 alone unspecified and loopback, whatever port, scope and flow information are?", kind_notes);
  expect_ipv6("::", "", "", "unspecified");
  expect_ipv6("::1", "", "\1", "loopback");
  expect_ipv6("::2", "", "\2", "global");
  expect_ipv6("::1:0:0:1", "", "\0\1\0\0\0\0\0\1"sv, "global");
  expect_ipv6("1::1", "\0\1"sv, "\1", "global");
  expect_ipv6("1::", "\0\1"sv, "", "global");
  expect_ipv6("::127.0.0.1", "", "\x7F\0\0\1"sv, "global");
  expect("::, port 0xFFFF, scope 3, flow 7", Ipv6{sixteen({}), 0xFFFF, 3, 7}.address(), "unspecified");
  expect("::1, port 0xFFFF, scope 3, flow 7", Ipv6{sixteen({}, "\1"), 0xFFFF, 3, 7}.address(), "loopback");
}

TEST_F(ReachOf, OfAMappedAddressIsThatOfTheIpv4Address) {
  ask("Is a v4-mapped address of the kind of the IPv4 address within?", kind_notes);
  std::vector<std::tuple<Address>> plain, within;
  const auto add = [&](std::uint32_t ip) {
    plain.emplace_back(Ipv4{ip, 80}.address());
    within.emplace_back(Ipv6{mapped(ip), 80}.address());
  };
  for (const std::uint32_t ip : {0u, 0x7F000001u, 0x0A000001u, 0xA9FE0001u, 0xE0000001u, 0x08080808u}) add(ip);
  while (plain.size() < 1'000) add(static_cast<std::uint32_t>(random()()));
  auto expected = student.call_each<&lab::reach_of>(plain);
  auto yours = student.call_each<&lab::reach_of>(within);
  for (std::size_t i = 0; i < plain.size(); ++i)
    if (!expect_shown(show(*yours[i]), show(*expected[i]), exam::to_text(std::get<0>(within[i])))) return;
}

TEST_F(ReachOf, IsAbsentForUnixAddresses) {
  ask("Have Unix addresses no kind, whatever their bytes?", kind_notes);
  expect("a path", unix_path("/run/lab"), "absent");
  expect("unnamed", unix_exactly(""), "absent");
  expect("an abstract name of bytes like those of ::1", unix_exactly(judge::loopback6().substr(2)), "absent");
}

}  // namespace hidden
