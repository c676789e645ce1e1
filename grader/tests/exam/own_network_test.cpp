// A network of the examiner's own: has this host the addresses that were asked for, is the worker there, and does a
// failure leave everything as it was?
#include "exam/own_network.hpp"

#include <arpa/inet.h>
#include <sys/un.h>

#include <filesystem>
#include <string>

#include "exam/test.hpp"

namespace {

using namespace exam;

lab::Address at(const char* text) {
  sockaddr_in ipv4{};
  sockaddr_in6 ipv6{};
  ipv4.sin_family = AF_INET;
  ipv6.sin6_family = AF_INET6;
  if (::inet_pton(AF_INET, text, &ipv4.sin_addr) == 1) return lab::make_address(ipv4);
  ::inet_pton(AF_INET6, text, &ipv6.sin6_addr);
  return lab::make_address(ipv6);
}

std::string network_of(const std::string& process) {
  return std::filesystem::read_symlink("/proc/" + process + "/ns/net").string();
}

/// Before the first test, as a lab does it: first what cannot work, then what may.
struct Network : testing::Environment {
  void SetUp() override {
    sockaddr_un no_such_family{};
    no_such_family.sun_family = AF_UNIX;
    before = network_of("self");
    refused = enter_own_network({lab::make_address(no_such_family)});
    after_refusal = network_of("self");
    why_not = enter_own_network({at("192.0.2.7"), at("2001:db8::7")});
  }
  static inline std::string before;
  static inline std::string after_refusal;
  static inline std::optional<std::string> refused;
  static inline std::optional<std::string> why_not;
};
testing::Environment* const network = testing::AddGlobalTestEnvironment(new Network);

struct OwnNetwork : exam::Test {
  void SetUp() override {
    ASSERT_NE(network, nullptr);
    if (Network::why_not) GTEST_SKIP() << *Network::why_not;
  }
};

TEST_F(OwnNetwork, HasTheAddresses) {
  ask("Are the addresses that were asked for this host's, beside those of loopback, and no others?");
  EXPECT_NE(network_of("self"), Network::before);
  EXPECT_TRUE(is_this_hosts(at("127.0.0.1")));
  EXPECT_TRUE(is_this_hosts(at("192.0.2.7")));
  EXPECT_FALSE(is_this_hosts(at("192.0.2.8")));
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  EXPECT_TRUE(is_this_hosts(at("2001:db8::7")));
  EXPECT_FALSE(is_this_hosts(at("2001:db8::8")));
}

TEST_F(OwnNetwork, IsTheWorkersToo) {
  ask("Is the student's code in the same network, and do both reach each other there?");
  EXPECT_EQ(network_of(std::to_string(student.pid())), network_of("self"));
  Listener listener = this->listener(at("192.0.2.7"));
  Peer peer = connect(listener.address());
  EXPECT_EQ(port_of(peer.peer_address()), port_of(listener.address()));
}

TEST_F(OwnNetwork, IsLeftAloneWhenSomethingFails) {
  ask("Is this process where it was when the network could not be made whole, and is it said what to do?");
  ASSERT_TRUE(Network::refused);
  EXPECT_NE(Network::refused->find("socklab doctor"), std::string::npos);
  EXPECT_EQ(Network::after_refusal, Network::before);
}

}  // namespace
