// Hidden tests of 06.5: ports, and "host:service".
#pragma once

#include "reference.hpp"

namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

const char* const port_notes = "notes/06-address-conversion.md#ports-and-host-port";

struct ParsePort : exam::Test {};
struct SplitHostPort : exam::Test {
  std::string parts(std::string_view text) { return judge::shown(*student.call<&lab::split_host_port>(text)); }
  static std::string are(const std::string& host, const std::string& service) {
    return judge::shown(lab::HostService{host, service});
  }
};

TEST_F(ParsePort, OfEveryNumber) {
  ask("Is every number from 0 to 65535 a port, and none from 65536 to 99999?", port_notes);
  std::vector<std::tuple<std::string>> numbers;
  for (int number = 0; number < 100'000; ++number) numbers.emplace_back(std::to_string(number));
  agree_on_texts<&lab::parse_port>(student, numbers, [](const std::string& text) {
    const int number = std::stoi(text);
    return number < 65536 ? std::optional(static_cast<std::uint16_t>(number)) : std::nullopt;
  });
}

TEST_F(ParsePort, TakesDigitsOnly) {
  ask("Is a sign refused, a space, another base, and all that is no digit?", port_notes);
  refuses_all<&lab::parse_port>(student, {"+80", "-0", "-65456", " 80", "80 ", "80\n", "\t80", "0x50", "1e3", "80.0",
                                          "8 0", "http", "8O", "80\xB2", "\xD9\xA0"});
}

TEST_F(ParsePort, RefusesLeadingZeros) {
  ask("Is a number refused that begins with a zero and goes on?", port_notes);
  refuses_all<&lab::parse_port>(student, {"080", "00", "00080", "0000000000000080"});
}

TEST_F(ParsePort, RefusesNumbersThatWrapAround) {
  ask("Is a number refused that is a port again after it has wrapped around, in 32 bits or in 64?", port_notes);
  refuses_all<&lab::parse_port>(student,
                                {"4294967376", "18446744073709551696", "8589934672", std::string(400, '1'), "131152"});
}

TEST_F(ParsePort, TakesANulForAPartOfTheText) {
  ask("Is a port refused that a NUL follows?", port_notes);
  refuses_all<&lab::parse_port>(student, {"80\0"s, "80\0x"s, "\0"s,
                                          "8\0"
                                          "0"s});
}

TEST_F(SplitHostPort, RefusesColonsWithoutBrackets) {
  ask("Is an IPv6 address without brackets refused, since nobody knows where it ends?", port_notes);
  for (const auto text : {"::1:80", "2001:db8::1:80", "a:b:c", "host::80", "::"})
    EXPECT_EQ(parts(text), "absent") << "of \"" << text << "\"";
}

TEST_F(SplitHostPort, RefusesWhatIsEmpty) {
  ask("Is an empty host or an empty service refused?", port_notes);
  for (const auto text : {"", ":", ":80", "host:", "[]:80", "[::1]:", "[::1]", "[fe80::1%]:80"})
    EXPECT_EQ(parts(text), "absent") << "of \"" << text << "\"";
}

TEST_F(SplitHostPort, RefusesBracketsInTheWrongPlace) {
  ask("Do brackets stand around the whole host, once, or nowhere?", port_notes);
  for (const auto text : {"[::1]80", "[::1:80", "::1]:80", "[[::1]]:80", "a[::1]:80", "[::1]a:80", "[::1]:80:90",
                          "]:80", "[:80", "host:8]0", "host:[80", "[::1]:[80]", "ho]st:80", "[fe80::1%l]o]:80"})
    EXPECT_EQ(parts(text), "absent") << "of \"" << text << "\"";
}

TEST_F(SplitHostPort, TakesOnlyIpv6InBrackets) {
  ask("Is a name or an IPv4 address in brackets refused?", port_notes);
  for (const auto text : {"[host]:80", "[192.0.2.1]:80", "[1:2]:80", "[::1%lo", "[%lo]:80", "[host%lo]:80", "[::g]:80"})
    EXPECT_EQ(parts(text), "absent") << "of \"" << text << "\"";
}

TEST_F(SplitHostPort, KeepsTheScope) {
  ask("Does the scope stay with its address?", port_notes);
  EXPECT_EQ(parts("[fe80::1%lo]:80"), are("fe80::1%lo", "80"));
  EXPECT_EQ(parts("[fe80::1%2]:http"), are("fe80::1%2", "http"));
  EXPECT_EQ(parts("[fe80::1%a%b]:1"), are("fe80::1%a%b", "1"));
}

TEST_F(SplitHostPort, LeavesThePartsAsTheyAre) {
  ask("Are host and service whatever stands there, since others judge them?", port_notes);
  EXPECT_EQ(parts("my host:no such"), are("my host", "no such"));
  EXPECT_EQ(parts("127.1:70000"), are("127.1", "70000"));
  EXPECT_EQ(parts("a\0b:c\0d"sv), are("a\0b"s, "c\0d"s));
  EXPECT_EQ(parts("[2001:DB8::0001]:080"), are("2001:DB8::0001", "080"));
}

}  // namespace
