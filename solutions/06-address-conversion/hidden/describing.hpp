// Hidden tests of 06.7: describe.
#pragma once

#include <net/if.h>
#include <sys/un.h>

#include "reference.hpp"

namespace {

const char* const describing_notes = "notes/06-address-conversion.md#getnameinfo-and-scopes";

struct Describe : exam::Test {
  std::string text(const lab::Address& address) { return *student.call<&lab::describe>(address); }
};

TEST_F(Describe, AsksNobodyForNames) {
  ask("Are host and port numbers, although both have names?", describing_notes);
  judge::know(student, {{"server.test", {"127.1.2.3"}}});
  EXPECT_EQ(text(judge::socket_address("127.1.2.3", 8080)), "127.1.2.3:8080");
}

TEST_F(Describe, ShowsTheScope) {
  ask("Does a link-local address show its scope?", describing_notes);
  std::array<char, IF_NAMESIZE> name{};
  const std::string loopback = ::if_indextoname(1, name.data()) != nullptr ? name.data() : "1";
  const std::string shown = text(judge::socket_address("fe80::1", 80, 1));
  EXPECT_TRUE(shown == "[fe80::1%" + loopback + "]:80" || shown == "[fe80::1%1]:80") << shown;
  EXPECT_EQ(text(judge::socket_address("fe80::1", 80, 77)), "[fe80::1%77]:80") << "There is no such interface here.";
}

TEST_F(Describe, HasRoomForTheLongest) {
  ask("Is there room for the longest address?", describing_notes);
  EXPECT_EQ(text(judge::socket_address("1111:2222:3333:4444:5555:6666:7777:8888", 65535)),
            "[1111:2222:3333:4444:5555:6666:7777:8888]:65535");
  EXPECT_EQ(text(judge::socket_address("255.255.255.255", 65535)), "255.255.255.255:65535");
}

TEST_F(Describe, RefusesOtherFamilies) {
  ask("Is an address of another family refused?", "notes/06-address-conversion.md#getaddrinfos-errors");
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::strcpy(name.sun_path, "/tmp/socket");
  EXPECT_TRUE(judge::threw_gai(student.call<&lab::describe>(lab::make_address(name)), "getnameinfo", EAI_FAMILY));
  EXPECT_TRUE(judge::threw_gai(student.call<&lab::describe>(lab::Address{}), "getnameinfo", EAI_FAMILY));
}

TEST_F(Describe, RefusesWhatIsCutShort) {
  ask("Is an address refused that is shorter than its family's?", "notes/06-address-conversion.md#getaddrinfos-errors");
  lab::Address address = judge::socket_address("2001:db8::1", 80);
  address.length = sizeof(sockaddr_in);
  EXPECT_TRUE(judge::threw_gai(student.call<&lab::describe>(address), "getnameinfo", EAI_FAMILY));
}

}  // namespace
