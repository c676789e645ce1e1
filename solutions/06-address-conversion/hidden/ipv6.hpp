// Hidden tests of 06.3 and 06.4: IPv6 addresses, read, compared and written.
#pragma once

#include "reference.hpp"

namespace {

using namespace std::string_literals;

const char* const ipv6_notes = "notes/06-address-conversion.md#ipv6-addresses-as-text";
const char* const spelling_notes = "notes/06-address-conversion.md#one-address-many-texts";

struct ParseIpv6 : exam::Test {};
struct SameIpv6 : exam::Test {
  bool same(const std::string& one, const std::string& other) { return *student.call<&lab::same_ipv6>(one, other); }
};
struct FormatIpv6 : exam::Test {
  void agrees(const std::vector<std::tuple<in6_addr>>& addresses) {
    agree<&lab::format_ipv6>(
        student, addresses, [](const std::string& text) { return text; }, &reference::format_ipv6,
        [](const in6_addr& address) { return judge::shown(std::optional(address)); });
  }
  /// Some groups are zero, the others are short or long; none is IPv4-mapped, or excepted by the contract.
  in6_addr address() {
    for (;;) {
      in6_addr address{};
      for (std::size_t group = 0; group < 8; ++group) {
        if (random()() % 2 == 0) continue;
        const auto number = 1 + (random()() % 0xFFFF >> random()() % 16);
        address.s6_addr[2 * group] = static_cast<std::uint8_t>(number >> 8);
        address.s6_addr[2 * group + 1] = static_cast<std::uint8_t>(number);
      }
      if (reference::format_ipv6(address).find('.') == std::string::npos) return address;
    }
  }
};

TEST_F(ParseIpv6, AgreesWithTheCLibrary) {
  ask("Does parse_ipv6 take and refuse the same texts as inet_pton, right and nearly right ones?", ipv6_notes);
  std::vector<std::tuple<std::string>> texts;
  for (int i = 0; i < kTexts; ++i)
    texts.emplace_back(inputs::changed(random(), inputs::ipv6(random()), "0123456789abfAFg::::.. %/[x"));
  agree_on_texts<&lab::parse_ipv6>(student, texts, &reference::parse_ipv6);
}

TEST_F(ParseIpv6, TakesEveryByteForAPartOfTheText) {
  ask("Is an address refused that a NUL follows, or a byte above 127?", ipv6_notes);
  refuses_all<&lab::parse_ipv6>(student,
                                {"::1\0"s, "::1\0junk"s, "::\0"s, "::1.2.3.4\0"s, "::1\xA0", "\xE1::1", "::1\n"});
}

TEST_F(SameIpv6, ComparesAddressesNotTexts) {
  ask("Does same_ipv6 know an address in every spelling, and does it compare all of it?", spelling_notes);
  EXPECT_TRUE(same("::ffff:192.0.2.1", "::FFFF:c000:201"));
  EXPECT_TRUE(same("1:0:0:4:5:0:0:8", "1::4:5:0:0:8"));
  EXPECT_TRUE(same("::", "0:0:0:0:0:0:0.0.0.0"));
  EXPECT_FALSE(same("1::2:0:3", "1::2:3")) << "They differ behind a zero.";
  EXPECT_FALSE(same("::", "1::"));
  EXPECT_FALSE(same("::1", "::1:1"));
}

TEST_F(SameIpv6, NoTwoTextsThatAreNoAddresses) {
  ask("Is a text that is no IPv6 address the same as nothing, not even as itself?", spelling_notes);
  EXPECT_FALSE(same("junk", "junk"));
  EXPECT_FALSE(same("", ""));
  EXPECT_FALSE(same("::", "junk"));
  EXPECT_FALSE(same("192.0.2.1", "192.0.2.1"));
}

TEST_F(FormatIpv6, AgreesWithTheCLibrary) {
  ask("Is the longest run of zeros shortened, the first of several, never a single zero, and all else as short as it "
      "may be?",
      spelling_notes);
  std::vector<std::tuple<in6_addr>> addresses{{judge::ipv6("::")}, {judge::ipv6("::1")}, {judge::ipv6("1::")}};
  while (addresses.size() < kAddresses) addresses.emplace_back(address());
  agrees(addresses);
}

TEST_F(FormatIpv6, EndsMappedAddressesInTheDottedForm) {
  ask("Is an IPv4-mapped address written with dots, and what only looks like one without?", spelling_notes);
  std::vector<std::tuple<in6_addr>> addresses;
  for (const auto text : {"::ffff:0.0.0.0", "::ffff:0.0.0.1", "::ffff:192.0.2.1", "::ffff:255.255.255.255",
                          "::ffff:0:c000:201", "::fffe:c000:201", "0:0:0:0:1:ffff:c000:201", "64:ff9b::c000:201"})
    addresses.emplace_back(judge::ipv6(text));
  agrees(addresses);
}

}  // namespace
