// 03.3 ask_once.
#pragma once

#include "common.hpp"

namespace hidden {

struct AskOnce : fixtures::AskOnce {
  exam::DatagramPeer stranger = datagram_peer();
};

TEST_F(AskOnce, AsksWithAnEmptyQuestion) {
  ask("Is a question without bytes sent, too, and once?", empty);
  auto call = student.start<&lab::ask_once>(server.address(), ""s, 1000ms);
  server.send(asked(), "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
  EXPECT_FALSE(server.receive()) << "It is to be asked once. write(2) of no bytes sends a datagram on Linux, too.";
}

TEST_F(AskOnce, ReturnsTheLongestAnswer) {
  ask("Is an answer of 65,507 bytes returned whole?", truncation);
  const std::string answer = random_bytes(random(), 65'507);
  auto call = student.start<&lab::ask_once>(server.address(), "question"s, 1000ms);
  server.send(asked(), answer);
  EXPECT_TRUE(as_text(*call.get()) == answer);
}

TEST_F(AskOnce, AsksOverIpv6) {
  ask("Is a server with an IPv6 address asked like any other?", asking);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  exam::DatagramPeer server6 = datagram_peer(exam::loopback6());
  auto call = student.start<&lab::ask_once>(server6.address(), "question"s, 1000ms);
  const auto question = server6.receive();
  ASSERT_TRUE(question) << no_question;
  server6.send(question->from, "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

TEST_F(AskOnce, EndsInTimeUnderAFloodOfJunk) {
  ask("Does it end in time when strangers send without pause?", deadlines);
  auto call = student.start<&lab::ask_once>(server.address(), "question"s, 1000ms);
  const lab::Address client = asked();
  for (int i = 0; i < 100 && student.until_it_waits(); ++i) {
    stranger.send(client, "junk");
    student.pass(30ms);
  }
  EXPECT_EQ(as_text(*call.get()), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 1000ms));
}

TEST_F(AskOnce, KnowsStrangersByPortAndAddress) {
  ask("Is the server's address with another port a stranger, and another address with its port?", refusal);
  const lab::Fd neighbour = datagram_socket([&] {
    lab::Address where = server.address();
    reinterpret_cast<sockaddr_in*>(where.get())->sin_port = 0;
    return where;
  }());
  exam::DatagramPeer other_port(lab::Fd(::fcntl(neighbour.get(), F_DUPFD_CLOEXEC, 0)), student);
  exam::DatagramPeer other_address = datagram_peer([&] {
    lab::Address where = exam::fresh_loopback();
    reinterpret_cast<sockaddr_in*>(where.get())->sin_port =
        htons(static_cast<in_port_t>(exam::port_of(server.address())));
    return where;
  }());
  auto call = student.start<&lab::ask_once>(server.address(), "question"s, 1000ms);
  const lab::Address client = asked();
  other_port.send(client, "from another port");
  other_address.send(client, "from another address");
  server.send(client, "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

TEST_F(AskOnce, WaitsOnlyForTheRestAfterAnInterruption) {
  ask("After a signal in the middle of the wait, is only the rest of the time waited for?", deadlines);
  auto call = student.start<&lab::ask_once>(server.address(), "question"s, 1000ms);
  asked();
  for (int i = 0; i < 30 && student.pass(300ms); ++i) student.interrupt_now();
  EXPECT_EQ(as_text(*call.get()), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 1000ms));
}

TEST_F(AskOnce, LooksOnceWhenThereIsNoTime) {
  ask("Does a timeout of 0 end at once, and not never?", deadlines);
  EXPECT_EQ(as_text(*student.call<&lab::ask_once>(server.address(), "question"s, 0ms)), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 0ms));
}

TEST_F(AskOnce, WaitsForAMonth) {
  ask("Is a timeout of 30 days waited for, though it is more than an int can count in milliseconds?", deadlines);
  EXPECT_EQ(as_text(*student.call<&lab::ask_once>(server.address(), "question"s, 720h)), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 720h));
}

TEST_F(AskOnce, TakesAnyTimeout) {
  ask("Does the longest timeout that the type can say still mean to wait?", deadlines);
  auto call = student.start<&lab::ask_once>(server.address(), "question"s, std::chrono::milliseconds::max());
  const lab::Address client = asked();
  EXPECT_TRUE(student.pass(1s)) << "It gave up too early.";
  server.send(client, "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

TEST_F(AskOnce, LeavesNothingOpenWhenItIsRefused) {
  ask("Is the socket closed when nobody is there?", refusal);
  const lab::Address nobody = exam::with_likely_free_port(exam::fresh_loopback());
  EXPECT_EQ(student.call<&lab::ask_once>(nobody, "question"s, 1000ms).leaked, 0) << keep_in_fd;
}

TEST_F(AskOnce, IsCloseOnExec) {
  ask("Is its socket closed on exec, from its first instant?", sockets);
  EXPECT_TRUE(returned(student.call<&lab::ask_once>(server.address(), "question"s, 1000ms)));
  for (const exam::Call& call : student.calls(Syscall::socket))
    EXPECT_NE(call.arguments[1] & SOCK_CLOEXEC, 0U) << "socket(2) takes SOCK_CLOEXEC in its type.";
}

TEST_F(AskOnce, ReportsWhatFails) {
  ask("Is every call that fails reported, the first time, and nothing left open?", asking);
  student.at_most(1000);
  student.fail(Syscall::socket, nth(1), EMFILE);
  EXPECT_TRUE(threw(student.call<&lab::ask_once>(server.address(), "question"s, 1000ms), "socket", EMFILE));
  student.fail(Syscall::send, nth(1), ENOBUFS);
  const auto not_sent = student.call<&lab::ask_once>(server.address(), "question"s, 1000ms);
  EXPECT_TRUE(judge::sending_failed(not_sent, ENOBUFS));
  EXPECT_EQ(not_sent.leaked, 0) << keep_in_fd;
}

TEST_F(AskOnce, ReportsAFailureOfReceiving) {
  ask("Is every error of receiving reported, the first time?", asking);
  student.at_most(1000);
  student.fail(Syscall::recv, every(), ENOMEM);
  auto call = student.start<&lab::ask_once>(server.address(), "question"s, 1000ms);
  const auto question = server.receive();
  if (question) server.send(question->from, "answer");
  EXPECT_TRUE(judge::receiving_failed(call.get(), ENOMEM));
}

}  // namespace hidden
