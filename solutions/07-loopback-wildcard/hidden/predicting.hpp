// 07.5 reaches, collide, reachable_from: each beside what the kernel does.
#pragma once

#include "common.hpp"

namespace hidden {

struct Reaches : fixtures::Listening {};
struct Collide : fixtures::Listening {};
struct ReachableFrom : fixtures::Listening {};

TEST_F(Reaches, LooksAtThePort) {
  ask("Is a socket out of reach at another port, be it of the same address or a wildcard's?", who_reaches);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  const int ports[] = {port, port ^ 1, port ^ 0x100};
  for (const int other : ports)
    judge::expect_reaching_agrees(student,
                                  {{at("127.0.0.1", port)}, {at("0.0.0.0", port)}, {at("::", port)}, {at("::1", port)}},
                                  addresses({"127.0.0.1", "::1"}, other));
}

TEST_F(Reaches, TakesMappedDestinationsForIPv4) {
  ask("Is a v4-mapped destination taken for the IPv4 address that it means?", mapped_clients);
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  judge::expect_reaching_agrees(student,
                                {{at("127.0.0.1", port)},
                                 {at(other4, port)},
                                 {at("0.0.0.0", port)},
                                 {at("::", port)},
                                 {at("::", port), true},
                                 {at("::1", port)}},
                                addresses({"::ffff:127.0.0.1", "::ffff:192.0.2.7"}, port));
}

TEST_F(Reaches, TakesMappedPlacesForIPv4) {
  ask("Is a socket at a v4-mapped address, ::ffff:0.0.0.0 too, taken for one of IPv4 alone?", mapped_clients);
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  judge::expect_reaching_agrees(
      student, {{at("::ffff:127.0.0.1", port)}, {at("::ffff:192.0.2.7", port)}, {at("::ffff:0.0.0.0", port)}},
      addresses({"127.0.0.1", other4, "::1", other6}, port));
}

TEST_F(Reaches, TakesAWildcardDestinationForLoopback) {
  ask("Is it known where a packet goes that is sent to the wildcard?", notes + "the-wildcard");
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  judge::expect_reaching_agrees(student,
                                {{at("127.0.0.1", port)},
                                 {at("127.0.0.2", port)},
                                 {at(other4, port)},
                                 {at("0.0.0.0", port)},
                                 {at("::1", port)},
                                 {at(other6, port)},
                                 {at("::", port)},
                                 {at("::", port), true}},
                                addresses({"0.0.0.0", "::"}, port));
}

TEST_F(Collide, TakesMappedPlacesForIPv4) {
  ask("Is a listener at a v4-mapped address taken for one of IPv4 alone?", mapped_clients);
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  judge::expect_colliding_agrees(student, {{at("::ffff:127.0.0.1", port)},
                                           {at("::ffff:0.0.0.0", port)},
                                           {at("127.0.0.1", port)},
                                           {at(other4, port)},
                                           {at("::1", port)},
                                           {at("::", port)}});
}

TEST_F(Collide, LooksAtThePort) {
  ask("Do listeners at different ports leave each other alone, wildcards too?", two_binders);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  const int other = port ^ 0x100;
  judge::expect_colliding_agrees(student, {{at("127.0.0.1", port)},
                                           {at("127.0.0.1", other)},
                                           {at("0.0.0.0", other)},
                                           {at("::", port)},
                                           {at("::1", other)}});
}

TEST_F(ReachableFrom, BothFamilies) {
  ask("Is a dual-stack listener reached by both families, and one at a v4-mapped address by IPv4 alone?", one_socket);
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  judge::expect_callers_agree(
      student,
      {{at("::", port)}, {at("::ffff:192.0.2.7", port)}, {at("::ffff:127.0.0.1", port)}, {at("::ffff:0.0.0.0", port)}});
}

TEST_F(ReachableFrom, AllOfLoopback) {
  ask("Is a socket at another address of 127.0.0.0/8 for this host only?", loopback);
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  judge::expect_callers_agree(student, {{at("127.0.0.2", port)}});
}

TEST_F(ReachableFrom, UdpSockets) {
  ask("Is it known of UDP sockets, too, which do not listen?", who_reaches);
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  judge::expect_callers_agree(
      student, {{at("127.0.0.1", port)}, {at("0.0.0.0", port)}, {at("::", port)}, {at("::", port), true}}, SOCK_DGRAM);
}

TEST_F(ReachableFrom, NobodyWithoutAPort) {
  ask("Is a socket that is not bound reached by nobody, though its address is the wildcard?", who_reaches);
  for (const int type : {SOCK_STREAM, SOCK_DGRAM}) {
    const lab::Fd socket = judge::make_socket(AF_INET, type);
    EXPECT_EQ(show(*student.call<&lab::reachable_from>(socket)), "IPv4: nobody, IPv6: nobody");
  }
}

TEST_F(ReachableFrom, NobodyBeforeItListens) {
  ask("Is a TCP socket that is bound and does not listen reached by nobody?", who_reaches);
  const lab::Fd socket = judge::make_socket(AF_INET, SOCK_STREAM);
  const lab::Address where = at("0.0.0.0", port);
  judge::set_option(socket, SOL_SOCKET, SO_REUSEADDR);  // an earlier test may have left a TIME_WAIT there
  ASSERT_EQ(::bind(socket.get(), where.get(), where.length), 0);
  EXPECT_EQ(show(*student.call<&lab::reachable_from>(socket)), "IPv4: nobody, IPv6: nobody");
}

}  // namespace hidden
