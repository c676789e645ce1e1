// 07.6 open_udp_everywhere, receive_question, send_answer.
#pragma once

#include "common.hpp"

namespace hidden {

struct OpenUdpEverywhere : fixtures::Asking {
  /// Whether the kernel tells with the next datagram to which address it was sent: "told", "not told", "nothing came".
  static std::string told(const lab::Fd& socket) {
    if (!judge::arrives(socket)) return "nothing came";
    char bytes[100];
    alignas(cmsghdr) char control[512];
    iovec room{bytes, sizeof bytes};
    msghdr message{};
    message.msg_iov = &room;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    if (::recvmsg(socket.get(), &message, MSG_DONTWAIT) == -1) return "nothing came";
    for (cmsghdr* one = CMSG_FIRSTHDR(&message); one != nullptr; one = CMSG_NXTHDR(&message, one)) {
      if (one->cmsg_level == IPPROTO_IP && one->cmsg_type == IP_PKTINFO) return "told";
      if (one->cmsg_level == IPPROTO_IPV6 && one->cmsg_type == IPV6_PKTINFO) return "told";
    }
    return "not told";
  }
};
struct ReceiveQuestion : fixtures::Asking {
  auto receive(const lab::Fd& server, std::size_t size = 100) {
    return student.call<&lab::receive_question>(server, room(size));
  }
};
struct SendAnswer : fixtures::Asking {
  auto send(const lab::Fd& server, const exam::DatagramPeer& client, std::optional<lab::Address> asked_at,
            const std::string& bytes) {
    const lab::Question question{client.address(), asked_at, 1, 8, false};
    return student.call<&lab::send_answer>(server, question, bytes);
  }
};

TEST_F(OpenUdpEverywhere, HearsIPv4WhateverTheDefault) {
  ask("Does it hear IPv4 datagrams on a machine whose default is IPV6_V6ONLY?", one_socket);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  judge::set_default_v6only(student, 1);
  auto socket = student.call<&lab::open_udp_everywhere>(port);
  asks("127.0.0.1", "question");
  EXPECT_EQ(told(*socket), "told");
}

TEST_F(OpenUdpEverywhere, DoesWithoutIPv6) {
  ask("Does it hear IPv4, and tell the address, where the kernel has no IPv6?", one_socket);
  student.fail(Syscall::socket, every("AF_INET6"), EAFNOSUPPORT);
  auto socket = student.call<&lab::open_udp_everywhere>(port);
  EXPECT_EQ(to_text(local_address(socket->get())), to_text(at("0.0.0.0", port)));
  asks("127.0.0.2", "question");
  EXPECT_EQ(told(*socket), "told");
}

TEST_F(OpenUdpEverywhere, SharesItsPortInNoWay) {
  ask("Is a second socket kept away that sets SO_REUSEPORT?", not_shared);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  auto socket = student.call<&lab::open_udp_everywhere>(port);
  EXPECT_TRUE(returned(socket));
  const lab::Fd second = judge::make_socket(AF_INET, SOCK_DGRAM);
  judge::set_option(second, SOL_SOCKET, SO_REUSEPORT);
  const lab::Address there = at("0.0.0.0", port);
  EXPECT_EQ(::bind(second.get(), there.get(), there.length), -1)
      << "With SO_REUSEPORT, a second socket gets a part of the first one's datagrams.";
}

TEST_F(OpenUdpEverywhere, IsCloseOnExec) {
  ask("Is the socket closed on exec, with IPv6 and without?", asked_address);
  EXPECT_EQ(student.call<&lab::open_udp_everywhere>(port).inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
  student.fail(Syscall::socket, every("AF_INET6"), EAFNOSUPPORT);
  EXPECT_EQ(student.call<&lab::open_udp_everywhere>(port).inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
}

TEST_F(OpenUdpEverywhere, ReportsWhatFails) {
  ask("Is each call that fails reported, and nothing left open?", asked_address);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  const Kinds kinds = {{Syscall::socket, "socket"}, {Syscall::setsockopt, "setsockopt"}, {Syscall::bind, "bind"}};
  expect_reports(student, kinds, [this] { return student.call<&lab::open_udp_everywhere>(port); });
}

TEST_F(ReceiveQuestion, TellsWhatWasCut) {
  ask("Is it told when the question was longer than the buffer, and only then?", asked_address);
  const lab::Fd server = this->server();
  asks("127.0.0.2", "question");
  auto cut = receive(server, 7);
  EXPECT_EQ(cut->size, 7U);
  EXPECT_TRUE(cut->truncated);
  asks("127.0.0.2", "question");
  EXPECT_FALSE(receive(server, 8)->truncated);
}

TEST_F(ReceiveQuestion, LooksThroughAllThatIsTold) {
  ask("Is the address found among other control messages, behind a time stamp and before others?", ancillary);
  if (const auto why = cannot_try({other6})) GTEST_SKIP() << *why;
  const lab::Fd ipv4 = this->server();
  for (const int more : {IP_RECVTTL, IP_RECVTOS}) judge::set_option(ipv4, IPPROTO_IP, more);
  judge::set_option(ipv4, SOL_SOCKET, SO_TIMESTAMP);
  asks("127.0.0.2", "question");
  EXPECT_EQ(show(receive(ipv4)->asked_at), to_text(at("127.0.0.2")));
  const lab::Fd both = judge::listening_at({at("::", port + 1)}, SOCK_DGRAM);
  for (const int more : {IPV6_RECVPKTINFO, IPV6_RECVHOPLIMIT, IPV6_RECVTCLASS})
    judge::set_option(both, IPPROTO_IPV6, more);
  judge::set_option(both, SOL_SOCKET, SO_TIMESTAMP);
  exam::DatagramPeer client = datagram_peer(at("::1"));
  client.send(at(other6, port + 1), "question");
  EXPECT_EQ(show(receive(both)->asked_at), to_text(at(other6)));
}

TEST_F(ReceiveQuestion, TellsTheInterface) {
  ask("Is the interface told by which the question came, in both families?", ancillary);
  if (const auto why = cannot_try({other6})) GTEST_SKIP() << *why;
  const lab::Fd server = this->server("::");
  asks("127.0.0.2", "question");
  EXPECT_EQ(receive(server)->interface, ::if_nametoindex("lo"));
  asks(other6, "question", "::1");
  EXPECT_EQ(receive(server)->interface, ::if_nametoindex("lo"));
}

TEST_F(ReceiveQuestion, AnswersToABroadcastComeFromOneAddress) {
  ask("Is it this host's own address that is told when the question was a broadcast?", asked_address);
  const lab::Fd server = this->server();
  asks("127.255.255.255", "question");
  EXPECT_EQ(show(receive(server)->asked_at), to_text(at("127.0.0.1")))
      << "An answer cannot come from a broadcast address.";
}

TEST_F(ReceiveQuestion, SaysWhenItIsNotTold) {
  ask("Is asked_at absent when the kernel was not asked to tell?", ancillary);
  const lab::Fd server = judge::listening_at({at("0.0.0.0", port)}, SOCK_DGRAM);
  asks("127.0.0.2", "question");
  auto question = receive(server);
  EXPECT_EQ(show(question->asked_at), "absent");
  EXPECT_EQ(question->interface, 0U);
}

TEST_F(ReceiveQuestion, GoesOnAfterInterruptions) {
  ask("Does it wait on when a signal interrupts it?", asked_address);
  const lab::Fd server = this->server();
  student.interrupt(Syscall::recv, nth(1));
  student.interrupt(Syscall::wait, nth(1));
  auto call = student.start<&lab::receive_question>(server, room(100));
  asks("127.0.0.2", "question");
  auto question = call.get();
  EXPECT_EQ(question->size, 8U);
  EXPECT_EQ(show(question->asked_at), to_text(at("127.0.0.2")));
}

TEST_F(ReceiveQuestion, ReportsWhatFails) {
  ask("Is an error of receiving reported, the first time?", asked_address);
  const lab::Fd server = this->server();
  asks("127.0.0.2", "question");
  student.at_most(1000);
  student.fail(Syscall::recv, every(), ENOMEM);
  EXPECT_TRUE(threw_any(receive(server), {"recvmsg", "recvmmsg"}, ENOMEM));
}

TEST_F(SendAnswer, LeavesItToTheKernelWhereNothingIsKnown) {
  ask("Is an answer sent all the same when it is not known which address was asked?", asked_address);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  const lab::Fd ipv4 = this->server();
  exam::DatagramPeer client = datagram_peer(at("127.0.0.3"));
  EXPECT_TRUE(returned(send(ipv4, client, std::nullopt, "answer")));
  EXPECT_NE(answer(client), "nowhere");
}

TEST_F(SendAnswer, GoesOnAfterAnInterruption) {
  ask("Is the answer sent, once, when a signal interrupts the call?", asked_address);
  const lab::Fd server = this->server();
  exam::DatagramPeer client = datagram_peer(at("127.0.0.3"));
  student.interrupt(Syscall::send, nth(1));
  EXPECT_TRUE(returned(send(server, client, at("127.0.0.2"), "answer")));
  EXPECT_EQ(answer(client), from("127.0.0.2", "answer"));
  EXPECT_EQ(answer(client), "nowhere") << "Once is enough.";
}

TEST_F(SendAnswer, ReportsWhatFails) {
  ask("Is it reported, and nothing sent from elsewhere, when this host has not the address?", asked_address);
  const lab::Fd server = this->server();
  exam::DatagramPeer client = datagram_peer(at("127.0.0.3"));
  const auto outcome = send(server, client, at("203.0.113.9"), "answer");
  const int error = outcome.thrown ? outcome.thrown->code : 0;
  EXPECT_NE(error, 0);
  EXPECT_TRUE(threw_any(outcome, {"sendmsg", "sendmmsg"}, error));
  EXPECT_EQ(answer(client), "nowhere");
}

}  // namespace hidden
