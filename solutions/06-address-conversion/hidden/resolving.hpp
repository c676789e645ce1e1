// Hidden tests of 06.6: resolve, in a world of names that only the test knows.
#pragma once

#include "reference.hpp"

namespace {

using namespace std::string_literals;

const char* const getaddrinfo_notes = "notes/06-address-conversion.md#getaddrinfo";
const char* const errors_notes = "notes/06-address-conversion.md#getaddrinfos-errors";
const char* const scope_notes = "notes/06-address-conversion.md#getnameinfo-and-scopes";

struct Resolve : exam::Test {
  Resolve() { judge::know(student, {{"server.test", {"127.1.2.3"}}, {"both.test", {"::1", "127.1.2.4"}}}); }
  exam::Outcome<std::vector<lab::Address>> ask_for(const std::string& host, const std::string& service,
                                                   lab::Purpose purpose = lab::Purpose::connect) {
    return student.call<&lab::resolve>(host, service, purpose);
  }
  std::string found(const std::string& host, const std::string& service, lab::Purpose purpose = lab::Purpose::connect) {
    return judge::shown(*ask_for(host, service, purpose));
  }
};

TEST_F(Resolve, KnowsServicesByName) {
  ask("Is a service found by its name, the one of TCP?", getaddrinfo_notes);
  EXPECT_EQ(found("server.test", "lab-web"), "127.1.2.3:8080");
  EXPECT_EQ(found("server.test", "lab-echo"), "127.1.2.3:4321") << "4322 is the port of lab-echo over UDP.";
}

TEST_F(Resolve, NeedsNoService) {
  ask("Is the port 0 when no service is named, and is it EAI_NONAME when there is no host either?", getaddrinfo_notes);
  EXPECT_EQ(found("server.test", ""), "127.1.2.3:0");
  EXPECT_TRUE(judge::threw_gai(ask_for("", ""), "getaddrinfo", EAI_NONAME));
}

TEST_F(Resolve, ThisHostToConnectTo) {
  ask("Without a host, is it loopback that one connects to?", getaddrinfo_notes);
  if (!exam::has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const std::string both = found("", "80");
  EXPECT_TRUE(both == "[::1]:80 127.0.0.1:80" || both == "127.0.0.1:80 [::1]:80") << both;
}

TEST_F(Resolve, ThisHostToListenAt) {
  ask("Without a host, are the addresses to listen at the wildcards?", "notes/06-address-conversion.md#ai_passive");
  if (!exam::has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const std::string both = found("", "80", lab::Purpose::listen);
  EXPECT_TRUE(both == "[::]:80 0.0.0.0:80" || both == "0.0.0.0:80 [::]:80") << both;
}

TEST_F(Resolve, SaysWhyAServiceIsNotFound) {
  ask("Is an unknown service an error of its own, with gai_strerror's words?", errors_notes);
  EXPECT_TRUE(judge::threw_gai(ask_for("server.test", "no-such-service"), "getaddrinfo", EAI_SERVICE));
}

TEST_F(Resolve, RefusesPortsThatAreNone) {
  ask("Is a service of digits refused when it is no port?", "notes/06-address-conversion.md#ports-and-host-port");
  for (const auto service : {"70000", "65536", "080", "4294967376"})
    EXPECT_TRUE(judge::threw_gai(ask_for("server.test", service), "getaddrinfo", EAI_SERVICE)) << "of " << service;
}

TEST_F(Resolve, LooksBehindANul) {
  ask("Is a name that holds a NUL no name, even if all before the NUL is one?", errors_notes);
  EXPECT_TRUE(judge::threw_gai(ask_for("server.test\0.evil.test"s, "80"), "getaddrinfo", EAI_NONAME));
  EXPECT_TRUE(judge::threw_gai(ask_for("server.test", "80\0x"s), "getaddrinfo", EAI_SERVICE));
  EXPECT_TRUE(judge::threw_gai(ask_for("\0"s, "80"), "getaddrinfo", EAI_NONAME));
}

TEST_F(Resolve, KeepsTheScope) {
  ask("Is the scope of fe80::1%1 in the address?", scope_notes);
  const auto addresses = *ask_for("fe80::1%1", "80");
  ASSERT_EQ(judge::shown(addresses), "[fe80::1]:80");
  sockaddr_in6 name{};
  std::memcpy(&name, &addresses[0].storage, sizeof name);
  EXPECT_EQ(name.sin6_scope_id, 1U);
}

TEST_F(Resolve, GivesWholeAddresses) {
  ask("Has each address the length of its family, so that the kernel takes it?", getaddrinfo_notes);
  const auto addresses = *ask_for("both.test", "80");
  ASSERT_EQ(judge::shown(addresses), "[::1]:80 127.1.2.4:80");
  EXPECT_EQ(addresses[0].length, sizeof(sockaddr_in6));
  EXPECT_EQ(addresses[1].length, sizeof(sockaddr_in));
}

TEST_F(Resolve, FreesTheList) {
  ask("Is the list of getaddrinfo freed?", "notes/06-address-conversion.md#getaddrinfo");
  using One = std::tuple<std::string, std::string, lab::Purpose>;
  const std::vector<One> many(40, One{"both.test", "80", lab::Purpose::connect});
  student.at_most(200'000);
  student.call_each<&lab::resolve>(many);  // what the C library keeps for itself is there after this
  const auto before = *student.call<&heap::bytes_in_use>();
  student.call_each<&lab::resolve>(many);
  const auto after = *student.call<&heap::bytes_in_use>();
  EXPECT_LT(after, before + many.size() * sizeof(addrinfo))
      << "Each call leaves " << (after - before) / many.size() << " bytes on the heap: freeaddrinfo.";
}

}  // namespace
