// Lab 07, the public tests: who reaches a socket is tried, in a network of the tests' own, where this host has an
// address beside loopback in each family: 192.0.2.7 and 2001:db8::7. The hidden tests ask for more; the brief says
// what.
#include <sys/socket.h>

#include <string>

#include "exam/test.hpp"
#include "fixtures.hpp"
#include "judge.hpp"
#include "kernel.hpp"
#include "loopback_wildcard.hpp"

namespace {

using exam::every;
using exam::local_address;
using exam::nth;
using exam::option;
using exam::port_of;
using exam::returned;
using exam::room;
using exam::Syscall;
using exam::threw;
using exam::to_text;
using judge::addresses;
using judge::at;
using judge::cannot_try;
using judge::other4;
using judge::other6;
using judge::refused;
using judge::show;

struct ListenOnLoopback : fixtures::Listening {};
struct ListenEverywhere : fixtures::Listening {};
struct ListenSideBySide : fixtures::Listening {};
struct LocalPort : exam::Test {};
struct ListenOnAFreePort : fixtures::Listening {};
struct Reaches : fixtures::Listening {};
struct Collide : fixtures::Listening {};
struct ReachableFrom : fixtures::Listening {};
struct OpenUdpEverywhere : fixtures::Asking {};
struct ReceiveQuestion : fixtures::Asking {};
struct SendAnswer : fixtures::Asking {};

// 07.1

TEST_F(ListenOnLoopback, IsReachedByProgramsOnThisHost) {
  ask("Does a listener on loopback take connections to 127.0.0.1, or ::1, at the port that it was given?",
      "notes/07-loopback-wildcard.md#loopback");
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  auto ipv4 = student.call<&lab::listen_on_loopback>(AF_INET, port);
  EXPECT_EQ(to_text(local_address(ipv4->get())), to_text(at("127.0.0.1", port)));
  EXPECT_EQ(reach("127.0.0.1", *ipv4), "reached");
  auto ipv6 = student.call<&lab::listen_on_loopback>(AF_INET6, port);
  EXPECT_EQ(to_text(local_address(ipv6->get())), to_text(at("::1", port)));
  EXPECT_EQ(reach("::1", *ipv6), "reached");
}

TEST_F(ListenOnLoopback, IsNotReachedAtOtherAddresses) {
  ask("Is a listener on loopback out of reach at an address by which other hosts can come?",
      "notes/07-loopback-wildcard.md#loopback");
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  auto ipv4 = student.call<&lab::listen_on_loopback>(AF_INET, port);
  EXPECT_EQ(reach(other4, *ipv4), refused) << "0.0.0.0 is every address of this host, not just loopback.";
  auto ipv6 = student.call<&lab::listen_on_loopback>(AF_INET6, port);
  EXPECT_EQ(reach(other6, *ipv6), refused) << ":: is every address of this host, not just loopback.";
}

TEST_F(ListenOnLoopback, ListensAgainAfterARestart) {
  ask("Can a server listen at once where one has just ended, with a connection left in TIME_WAIT?",
      "notes/07-loopback-wildcard.md#loopback");
  judge::leave_time_wait(at("127.0.0.1", port));
  auto listener = student.call<&lab::listen_on_loopback>(AF_INET, port);
  EXPECT_EQ(reach("127.0.0.1", *listener), "reached") << "SO_REUSEADDR is to be set, and before bind.";
}

// 07.2

TEST_F(ListenEverywhere, IsReachedAtEveryAddress) {
  ask("Does one socket take connections to every address of this host, of both families?",
      "notes/07-loopback-wildcard.md#the-wildcard");
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  auto listener = student.call<&lab::listen_everywhere>(port);
  EXPECT_EQ(to_text(local_address(listener->get())), to_text(at("::", port)));
  for (const char* where : {"127.0.0.1", other4, "::1", other6}) EXPECT_EQ(reach(where, *listener), "reached") << where;
}

TEST_F(ListenEverywhere, TakesIPv4WhateverTheDefault) {
  ask("Does it take IPv4 connections on a machine whose default is IPV6_V6ONLY?",
      "notes/07-loopback-wildcard.md#one-socket-for-both-families");
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  judge::set_default_v6only(student, 1);
  auto listener = student.call<&lab::listen_everywhere>(port);
  EXPECT_EQ(reach("127.0.0.1", *listener), "reached")
      << "Set IPV6_V6ONLY yourself, before bind: the default is its administrator's choice.";
  EXPECT_EQ(reach("::1", *listener), "reached");
}

// 07.3

TEST_F(ListenSideBySide, BothListenOnOnePort) {
  ask("Do an IPv4 socket and an IPv6 socket listen on one port, at every address of their family?",
      "notes/07-loopback-wildcard.md#side-by-side");
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  auto both = student.call<&lab::listen_side_by_side>(port);
  EXPECT_EQ(to_text(local_address(both->ipv4.get())), to_text(at("0.0.0.0", port)));
  EXPECT_EQ(to_text(local_address(both->ipv6.get())), to_text(at("::", port)));
}

TEST_F(ListenSideBySide, EachHearsItsOwnFamily) {
  ask("Do IPv4 connections come to the IPv4 socket, and IPv6 connections to the other?",
      "notes/07-loopback-wildcard.md#side-by-side");
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  auto both = student.call<&lab::listen_side_by_side>(port);
  for (const char* where : {"127.0.0.1", other4}) EXPECT_EQ(reach(where, both->ipv4), "reached") << where;
  for (const char* where : {"::1", other6}) EXPECT_EQ(reach(where, both->ipv6), "reached") << where;
}

// 07.4

TEST_F(LocalPort, TellsThePortOfAnySocket) {
  ask("Does local_port tell the port of TCP and UDP sockets of both families?",
      "notes/07-loopback-wildcard.md#ephemeral-ports");
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  for (const char* where : {"127.0.0.1", "::1"}) {
    for (const int type : {SOCK_STREAM, SOCK_DGRAM}) {
      const in_port_t port = judge::some_port();
      const lab::Fd socket = judge::listening_at({at(where, port)}, type);
      auto outcome = student.call<&lab::local_port>(socket);
      EXPECT_EQ(*outcome, port) << where << (type == SOCK_STREAM ? ", TCP" : ", UDP");
      EXPECT_EQ(outcome.leaked, 0) << exam::is_borrowed;
    }
  }
}

TEST_F(LocalPort, IsZeroBeforeASocketIsBound) {
  ask("Is 0 the port of a socket that is not bound?", "notes/07-loopback-wildcard.md#ephemeral-ports");
  const lab::Fd socket = judge::make_socket(AF_INET, SOCK_STREAM);
  EXPECT_EQ(*student.call<&lab::local_port>(socket), 0);
}

TEST_F(ListenOnAFreePort, BothHaveThePortThatTheKernelChose) {
  ask("Do both listen on one port that nobody had to name?", "notes/07-loopback-wildcard.md#ephemeral-ports");
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  auto both = student.call<&lab::listen_on_a_free_port>();
  const int chosen = port_of(local_address(both->ipv4.get()));
  EXPECT_NE(chosen, 0);
  EXPECT_EQ(port_of(local_address(both->ipv6.get())), chosen);
  EXPECT_EQ(reach("127.0.0.1", both->ipv4, chosen), "reached");
  EXPECT_EQ(reach("::1", both->ipv6, chosen), "reached");
}

TEST_F(ListenOnAFreePort, BeginsAnewWhenTheOtherHasItNot) {
  ask("Is another port tried when the one that the kernel chose is not free for both?",
      "notes/07-loopback-wildcard.md#ephemeral-ports");
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  student.fail(Syscall::bind, nth(2), EADDRINUSE);
  auto both = student.call<&lab::listen_on_a_free_port>();
  EXPECT_EQ(port_of(local_address(both->ipv4.get())), port_of(local_address(both->ipv6.get())));
  EXPECT_EQ(both.leaked, 0) << exam::keep_in_fd;
}

// 07.5

TEST_F(Reaches, IPv4) {
  ask("Is it known to which IPv4 address a packet must be sent to come to a socket, and does the kernel agree?",
      "notes/07-loopback-wildcard.md#who-reaches-whom");
  if (const auto why = cannot_try({other4})) GTEST_SKIP() << *why;
  judge::expect_reaching_agrees(student, {{at("127.0.0.1", port)}, {at(other4, port)}, {at("0.0.0.0", port)}},
                                addresses({"127.0.0.1", "127.0.0.2", other4}, port));
}

TEST_F(Reaches, IPv6AndBoth) {
  ask("Is it known who reaches IPv6 sockets, with IPV6_V6ONLY and without, and does the kernel agree?",
      "notes/07-loopback-wildcard.md#who-reaches-whom");
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  judge::expect_reaching_agrees(student,
                                {{at("::1", port)}, {at(other6, port)}, {at("::", port)}, {at("::", port), true}},
                                addresses({"127.0.0.1", other4, "::1", other6}, port));
}

TEST_F(Collide, WithinAFamily) {
  ask("Is it known which two IPv4 listeners cannot share a port, and does the kernel agree?",
      "notes/07-loopback-wildcard.md#two-binders-on-one-port");
  if (const auto why = cannot_try({other4})) GTEST_SKIP() << *why;
  judge::expect_colliding_agrees(student, {{at("127.0.0.1", port)}, {at(other4, port)}, {at("0.0.0.0", port)}});
}

TEST_F(Collide, AcrossFamilies) {
  ask("Is it known which IPv6 listeners leave room for an IPv4 one, and does the kernel agree?",
      "notes/07-loopback-wildcard.md#two-binders-on-one-port");
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  judge::expect_colliding_agrees(student, {{at("127.0.0.1", port)},
                                           {at("0.0.0.0", port)},
                                           {at("::1", port)},
                                           {at(other6, port)},
                                           {at("::", port)},
                                           {at("::", port), true}});
}

TEST_F(ReachableFrom, Listeners) {
  ask("Is it known who can reach listeners on loopback, on one address, everywhere, and does trying agree?",
      "notes/07-loopback-wildcard.md#who-reaches-whom");
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  judge::expect_callers_agree(student, {{at("127.0.0.1", port)},
                                        {at(other4, port)},
                                        {at("0.0.0.0", port)},
                                        {at("::1", port)},
                                        {at(other6, port)},
                                        {at("::", port), true}});
}

// 07.6

TEST_F(OpenUdpEverywhere, HearsBothFamilies) {
  ask("Does one UDP socket hear datagrams to every address of this host, of both families?",
      "notes/07-loopback-wildcard.md#the-wildcard");
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  auto socket = student.call<&lab::open_udp_everywhere>(port);
  EXPECT_EQ(option(socket->get(), SOL_SOCKET, SO_TYPE), SOCK_DGRAM);
  for (const char* where : {"127.0.0.1", other4}) {
    asks(where, "question");
    EXPECT_TRUE(judge::arrives(*socket)) << where;
    char buffer[100];
    ::recv(socket->get(), buffer, sizeof buffer, MSG_DONTWAIT);
  }
  for (const char* where : {"::1", other6}) {
    asks(where, "question", "::1");
    EXPECT_TRUE(judge::arrives(*socket)) << where;
    char buffer[100];
    ::recv(socket->get(), buffer, sizeof buffer, MSG_DONTWAIT);
  }
}

TEST_F(OpenUdpEverywhere, SharesItsPortWithNobody) {
  ask("Is a second UDP socket kept away from the port, even one that would share?",
      "notes/07-loopback-wildcard.md#udp-ports-are-not-shared");
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  auto socket = student.call<&lab::open_udp_everywhere>(port);
  EXPECT_TRUE(returned(socket));
  const lab::Fd second = judge::make_socket(AF_INET, SOCK_DGRAM);
  judge::set_option(second, SOL_SOCKET, SO_REUSEADDR);
  const lab::Address there = at("0.0.0.0", port);
  EXPECT_EQ(::bind(second.get(), there.get(), there.length), -1)
      << "With SO_REUSEADDR, which a TCP listener wants, a second UDP socket takes the first one's datagrams.";
}

TEST_F(ReceiveQuestion, TellsWhoAskedAndWhere) {
  ask("Is it told who asked, and which address of this host was asked?",
      "notes/07-loopback-wildcard.md#the-address-that-was-asked");
  const lab::Fd server = this->server();
  exam::DatagramPeer client = asks("127.0.0.2", "question");
  auto question = student.call<&lab::receive_question>(server, room(100));
  EXPECT_EQ(question->size, 8U);
  EXPECT_EQ(question.bytes.substr(0, 8), "question");
  EXPECT_EQ(to_text(question->from), to_text(client.address()));
  EXPECT_EQ(show(question->asked_at), to_text(at("127.0.0.2")));
  EXPECT_EQ(question.leaked, 0) << exam::is_borrowed;
}

TEST_F(ReceiveQuestion, TellsIPv6Addresses) {
  ask("Is it told which of two IPv6 addresses was asked?", "notes/07-loopback-wildcard.md#the-address-that-was-asked");
  if (const auto why = cannot_try({other6})) GTEST_SKIP() << *why;
  const lab::Fd server = this->server("::");
  for (const char* asked : {other6, "::1"}) {
    exam::DatagramPeer client = asks(asked, "question", "::1");
    auto question = student.call<&lab::receive_question>(server, room(100));
    EXPECT_EQ(to_text(question->from), to_text(client.address()));
    EXPECT_EQ(show(question->asked_at), to_text(at(asked)));
  }
}

TEST_F(ReceiveQuestion, TellsIPv4ClientsAsIPv4) {
  ask("On a socket for both families, are an IPv4 client and the address it asked told as IPv4 addresses?",
      "notes/07-loopback-wildcard.md#ipv4-clients-of-ipv6-sockets");
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  const lab::Fd server = this->server("::");
  exam::DatagramPeer client = asks("127.0.0.2", "question");
  auto question = student.call<&lab::receive_question>(server, room(100));
  EXPECT_EQ(to_text(question->from), to_text(client.address()));
  EXPECT_EQ(show(question->asked_at), to_text(at("127.0.0.2")));
}

TEST_F(ReceiveQuestion, TakesEmptyOnes) {
  ask("Is an empty datagram a question like any other?", "notes/07-loopback-wildcard.md#the-address-that-was-asked");
  const lab::Fd server = this->server();
  exam::DatagramPeer client = asks("127.0.0.2", "");
  auto question = student.call<&lab::receive_question>(server, room(100));
  EXPECT_EQ(question->size, 0U);
  EXPECT_FALSE(question->truncated);
  EXPECT_EQ(show(question->asked_at), to_text(at("127.0.0.2")));
}

TEST_F(SendAnswer, ComesFromTheAddressThatWasAsked) {
  ask("Does the answer come from the address that was asked, though the kernel would choose another?",
      "notes/07-loopback-wildcard.md#the-address-that-was-asked");
  const lab::Fd server = this->server();
  exam::DatagramPeer client = datagram_peer(at("127.0.0.3"));
  const lab::Question question{client.address(), at("127.0.0.2"), 1, 8, false};
  EXPECT_TRUE(returned(student.call<&lab::send_answer>(server, question, "answer")));
  EXPECT_EQ(answer(client), from("127.0.0.2", "answer"));
}

TEST_F(SendAnswer, IsHeardByAConnectedClient) {
  ask("Does a client that is connected, and so hears only whom it asked, hear the answer of your own socket?",
      "notes/07-loopback-wildcard.md#the-address-that-was-asked");
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  auto server = student.call<&lab::open_udp_everywhere>(port);
  for (const auto& [asked, where] : {std::pair(other4, "127.0.0.3"), std::pair(other6, "::1")}) {
    exam::DatagramPeer client = asks(asked, "question", where);
    const lab::Address there = at(asked, port);
    ASSERT_EQ(::connect(client.descriptor(), there.get(), there.length), 0);
    auto question = student.call<&lab::receive_question>(*server, room(100));
    EXPECT_TRUE(returned(student.call<&lab::send_answer>(*server, *question, "answer")));
    EXPECT_EQ(answer(client), from(asked, "answer"));
  }
}

}  // namespace
