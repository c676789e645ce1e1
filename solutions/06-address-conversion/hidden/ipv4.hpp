// Hidden tests of 06.1 and 06.2: IPv4 addresses, read and written.
#pragma once

#include "reference.hpp"

namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

const char* const ipv4_notes = "notes/06-address-conversion.md#ipv4-addresses-as-text";

struct ParseIpv4 : exam::Test {};
struct FormatIpv4 : exam::Test {};

TEST_F(ParseIpv4, AgreesWithTheCLibrary) {
  ask("Does parse_ipv4 take and refuse the same texts as inet_pton, right and nearly right ones?", ipv4_notes);
  std::vector<std::tuple<std::string>> texts;
  for (int i = 0; i < kTexts; ++i)
    texts.emplace_back(inputs::changed(random(), inputs::ipv4(random()), "0123456789.. -+xaA/%"));
  agree_on_texts<&lab::parse_ipv4>(student, texts, &reference::parse_ipv4);
}

TEST_F(ParseIpv4, RefusesNumbersThatWrapAround) {
  ask("Is a number refused that is a byte again after it has wrapped around, in 32 bits or in 64?", ipv4_notes);
  refuses_all<&lab::parse_ipv4>(student, {"4294967297.0.0.1", "1.2.3.4294967299", "18446744073709551617.0.0.1",
                                          "1.2.3.18446744073709551619", "1.2.3." + std::string(400, '9')});
}

TEST_F(ParseIpv4, TakesEveryByteForAPartOfTheText) {
  ask("Is an address refused that a NUL follows, or a byte above 127?", ipv4_notes);
  refuses_all<&lab::parse_ipv4>(
      student, {"1.2.3.4\0"s, "1.2.3.4\0junk"s, "1.2.3\0.4"s, "1.2.3.4\xA0", "\xB2.2.3.4", "1.2.3.4\n", "\t1.2.3.4"});
}

TEST_F(FormatIpv4, OfAddressesOfAllKinds) {
  ask("Is every byte written as a number from 0 to 255?", ipv4_notes);
  std::vector<std::tuple<in_addr>> addresses;
  for (std::uint32_t byte = 0; byte < 256; ++byte) addresses.emplace_back(in_addr{htonl(byte * 0x01010101U)});
  while (addresses.size() < kAddresses) addresses.emplace_back(in_addr{static_cast<in_addr_t>(random()())});
  const auto expect = [](in_addr address) { return judge::shown(std::optional(address)); };
  agree<&lab::format_ipv4>(
      student, addresses, [](const std::string& text) { return text; }, expect, expect);
}

TEST_F(FormatIpv4, BothEndsOfARange) {
  ask("Are the two addresses of a range two addresses in its text?", ipv4_notes);
  EXPECT_EQ(*student.call<&lab::format_ipv4_range>(judge::ipv4("192.0.2.1"), judge::ipv4("198.51.100.234")),
            "192.0.2.1-198.51.100.234");
}

}  // namespace
