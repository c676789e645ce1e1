// 08.3 addresses_of.
#pragma once

#include <netdb.h>

#include "common.hpp"

namespace hidden {

struct AddressesOf : exam::Test {
  auto of(const std::string& typed) { return student.call<&lab::addresses_of>(typed); }
};

TEST_F(AddressesOf, NamesHaveAllTheirAddresses) {
  ask("Are all addresses of a name returned, each once?", typing);
  student.replace_file("/etc/host.conf", "multi on\n");
  student.replace_file("/etc/nsswitch.conf", "hosts: files\n");
  student.replace_file("/etc/hosts", "127.0.0.5 board.example\n127.0.0.6 board.example\n");
  auto found = of("board.example:7008");
  std::vector<std::string> texts;
  for (const lab::Address& address : *found) texts.push_back(exam::to_text(address));
  EXPECT_EQ(texts, (std::vector<std::string>{"127.0.0.5:7008", "127.0.0.6:7008"}));
}

TEST_F(AddressesOf, PortsAreNumbersInTheirRange) {
  ask("Are ports from 1 to 65535 taken, and nothing else?", typing);
  EXPECT_EQ(exam::port_of(of("127.0.0.1:65535")->front()), 65'535);
  EXPECT_EQ(exam::port_of(of("127.0.0.1:1")->front()), 1);
  for (const char* port : {"65536", "70000", "99999999999999999999", "-1", "+1", " 1", "1 ", "http", "0x50", "0"}) {
    EXPECT_TRUE(threw_type(of(std::string("127.0.0.1:") + port), "std::invalid_argument")) << port;
  }
}

TEST_F(AddressesOf, BracketsAreForIPv6) {
  ask("Is everything refused that is neither HOST:PORT nor [IPV6]:PORT?", typing);
  for (const char* typed : {"[::1]", "[::1]:", "[]:80", "::1", "[::1:80", "::1]:80", "fe80::1:80", "", "[::1]x:80"}) {
    EXPECT_TRUE(threw_type(of(typed), "std::invalid_argument")) << typed;
  }
}

TEST_F(AddressesOf, SaysWhatTheResolverSays) {
  ask("Is it thrown in the resolver's words when a name is not known?", typing);
  student.replace_file("/etc/hosts", "127.0.0.1 localhost\n");
  student.replace_file("/etc/nsswitch.conf", "hosts: files\n");
  auto outcome = of("no-such-board.example:80");
  ASSERT_TRUE(outcome.thrown.has_value()) << "There is no such name.";
  EXPECT_EQ(outcome.thrown->what.substr(0, 11), "getaddrinfo");
  EXPECT_EQ(outcome.thrown->code, EAI_NONAME);
}

}  // namespace hidden
