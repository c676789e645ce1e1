// 03.5 answer_at_most_once.
#pragma once

#include "common.hpp"
#include "crowd.hpp"

namespace hidden {

struct AnswerAtMostOnce : fixtures::AnswerAtMostOnce {};

TEST_F(AnswerAtMostOnce, RepeatsTheLastAnswerAfterAStaleQuestion) {
  ask("Is the last answer still known after a stale question has come?", at_most_once);
  for (const std::uint32_t k : {5U, 6U, 5U, 6U}) asks(here, k);
  EXPECT_TRUE(returned(run(4)));
  EXPECT_EQ(answers(here), "1:5 2:6 2:6");
}

TEST_F(AnswerAtMostOnce, GoesByTheNumberAndNotByTheWords) {
  ask("Is it the number that makes a question new, not what it says?", at_most_once);
  send(number(1) + "same");
  send(number(2) + "same");
  send(number(2) + "different");
  EXPECT_TRUE(returned(run(3)));
  EXPECT_EQ(device.written(), "same\nsame\n");
  EXPECT_EQ(answers(here), "1:same 2:same 2:same");
}

TEST_F(AnswerAtMostOnce, ComparesAllFourBytes) {
  ask("Are numbers compared as numbers of 32 bits, without a sign?", numbers);
  const std::vector<std::uint32_t> rising{0U,       1U,          0xFFU,       0x100U,      0xFFFFU,
                                          0x10000U, 0x01020304U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFFFU};
  for (const std::uint32_t k : rising) asks(here, k);
  EXPECT_TRUE(returned(run(rising.size())));
  const auto came = here.receive_all();
  ASSERT_EQ(came.size(), rising.size());
  for (std::size_t i = 0; i < rising.size(); ++i) EXPECT_TRUE(came[i].bytes.starts_with(number(rising[i])));
}

TEST_F(AnswerAtMostOnce, AnswersAnEmptyQuestion) {
  ask("Is a number with nothing behind it a question?", empty);
  send(number(5));
  EXPECT_TRUE(returned(run(1)));
  EXPECT_EQ(answers(here), "1:");
}

TEST_F(AnswerAtMostOnce, ForgetsWhoHasNotAskedForLongest) {
  ask("Are just so many clients known, those that have asked last?", at_most_once);
  exam::DatagramPeer a = datagram_peer();
  exam::DatagramPeer b = datagram_peer();
  exam::DatagramPeer c = datagram_peer();
  exam::DatagramPeer d = datagram_peer();
  for (exam::DatagramPeer* client : {&a, &b, &c, &a, &b, &c}) asks(*client, 5);  // three are known, and stay known
  for (exam::DatagramPeer* client : {&d, &b, &c, &a}) asks(*client, 5);          // a is forgotten for d
  EXPECT_TRUE(returned(run(10, 3)));
  EXPECT_EQ(answers(a), "1:5 1:5 5:5") << "A client that is forgotten is new again.";
  EXPECT_EQ(answers(b), "2:5 2:5 2:5") << "A client that is known has its answer repeated.";
  EXPECT_EQ(answers(c), "3:5 3:5 3:5") << "A client that is known has its answer repeated.";
  EXPECT_EQ(answers(d), "4:5");
}

TEST_F(AnswerAtMostOnce, KnowsWhoRepeatsItsQuestion) {
  ask("Does a client that repeats its question count as one that has asked just now?", at_most_once);
  exam::DatagramPeer a = datagram_peer();
  exam::DatagramPeer b = datagram_peer();
  exam::DatagramPeer c = datagram_peer();
  for (exam::DatagramPeer* client : {&a, &b, &a, &c, &a}) asks(*client, 5);  // b is forgotten for c
  EXPECT_TRUE(returned(run(5, 2)));
  EXPECT_EQ(answers(a), "1:5 1:5 1:5");
}

TEST_F(AnswerAtMostOnce, KnowsWhoAsksTheNextQuestion) {
  ask("Does a client that is known, and asks something new, count as one that has asked just now, and only once?",
      at_most_once);
  exam::DatagramPeer a = datagram_peer();
  exam::DatagramPeer b = datagram_peer();
  exam::DatagramPeer c = datagram_peer();
  asks(a, 5);
  asks(b, 5);
  asks(a, 6);
  asks(c, 5);  // b is forgotten for c
  asks(a, 6);
  EXPECT_TRUE(returned(run(5, 2)));
  EXPECT_EQ(answers(a), "1:5 3:6 3:6");
}

TEST_F(AnswerAtMostOnce, HoldsAgainstACrowd) {
  ask("Of 10,000 clients, are the last 100 known and all others forgotten, and does its memory not grow with them?",
      at_most_once);
  constexpr std::uint32_t all = 10'000;
  constexpr std::uint32_t known = 100;
  Crowd crowd(student, its_address);
  student.at_most(1'000'000);
  auto call = student.start<&service::run_for_a_crowd>(there, std::size_t{all + 2 * known + 1}, std::size_t{known});
  std::size_t allocated_early = 0;
  for (std::uint32_t last = known; last <= all; last += known) {
    ASSERT_TRUE(crowd.asks(last - known + 1, last)) << "Each client is to be answered once.";
    if (last == all / 10) allocated_early = crowd.allocated;
  }
  EXPECT_EQ(crowd.work, all);
  EXPECT_LT(crowd.allocated, allocated_early + 60'000)
      << "bytes allocated: whoever is forgotten is to leave nothing behind.";
  ASSERT_TRUE(crowd.asks(all - known + 1, all));
  EXPECT_EQ(crowd.work, all) << "These are known, and have asked before.";
  ASSERT_TRUE(crowd.asks(all - known, all - known));
  EXPECT_EQ(crowd.work, all + 1) << "This one is just forgotten, and new again.";
  ASSERT_TRUE(crowd.asks(1, known));
  EXPECT_EQ(crowd.work, all + 1 + known) << "These are long forgotten.";
  EXPECT_TRUE(returned(call.get()));
}

TEST_F(AnswerAtMostOnce, AnswersFromTheSocketThatWasAsked) {
  ask("Does a client that hears only the one it has asked hear the answer?", refusal);
  const lab::Fd client = connected_datagram_socket(its_address);
  ASSERT_EQ(::send(client.get(), "\0\0\0\x05question", 12, 0), 12);
  EXPECT_TRUE(returned(run(1)));
  std::array<char, 100> buffer{};
  EXPECT_EQ(::recv(client.get(), buffer.data(), buffer.size(), MSG_DONTWAIT), 4 + 10);
}

TEST_F(AnswerAtMostOnce, AnswersOverIpv6) {
  ask("Are clients with IPv6 addresses served like any other, and told apart?", at_most_once);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const lab::Fd socket = datagram_socket(exam::loopback6());
  exam::DatagramPeer a = datagram_peer(exam::loopback6());
  exam::DatagramPeer b = datagram_peer(exam::loopback6());
  for (exam::DatagramPeer* client : {&a, &b, &a}) client->send(local_address(socket.get()), number(5) + "question");
  EXPECT_TRUE(returned(student.call<&service::run>(socket, std::size_t{3}, std::size_t{10}, device.end)));
  EXPECT_EQ(answers(a), "1:question 1:question");
  EXPECT_EQ(answers(b), "2:question");
}

TEST_F(AnswerAtMostOnce, TakesAndGivesLongDatagrams) {
  ask("Is a question of 65,000 bytes taken whole, and answered whole?", truncation);
  const std::string question = random_bytes(random(), 65'000);
  send(number(5) + question);
  EXPECT_TRUE(returned(run(1)));
  const auto answer = here.receive();
  ASSERT_TRUE(answer) << "No answer has come.";
  EXPECT_TRUE(answer->bytes == number(5) + "1:" + question);
}

TEST_F(AnswerAtMostOnce, OutlivesAnAnswerThatCannotBeSent) {
  ask("Is the next client served when an answer could not be sent, and is that answer still known?", at_most_once);
  exam::DatagramPeer other = datagram_peer();
  student.fail(Syscall::send, nth(1), EHOSTUNREACH);
  asks(here, 5);
  asks(other, 5);
  asks(here, 5);
  EXPECT_TRUE(returned(run(3)));
  EXPECT_EQ(answers(other), "2:5");
  EXPECT_EQ(answers(here), "1:5") << "The work was done: its answer is to be sent when it is asked for again.";
}

TEST_F(AnswerAtMostOnce, OutlivesAnAnswerThatIsTooBig) {
  ask("Is the next question answered when the answer before did not fit into a datagram?", too_big);
  send(number(5) + std::string(65'503, 'x'));
  send(number(6) + "question");
  EXPECT_TRUE(returned(run(2)));
  EXPECT_EQ(answers(here), "2:question");
}

TEST_F(AnswerAtMostOnce, OutlivesARefusal) {
  ask("Does ECONNREFUSED from receiving end nothing, and count as no datagram?", refusal);
  student.fail(Syscall::recv, nth(1), ECONNREFUSED);
  asks(here, 5);
  EXPECT_TRUE(returned(run(1)));
  EXPECT_EQ(answers(here), "1:5");
}

TEST_F(AnswerAtMostOnce, GoesOnAfterInterruptions) {
  ask("Does it go on after interruptions, without doing the work again?", at_most_once);
  for (const Syscall kind : {Syscall::send, Syscall::recv, Syscall::wait}) student.interrupt(kind, Which{1, 2});
  auto call = start(1);
  student.interrupt_now();
  asks(here, 5);
  EXPECT_TRUE(returned(call.get()));
  EXPECT_EQ(device.written(), "5\n");
  EXPECT_EQ(answers(here), "1:5");
}

TEST_F(AnswerAtMostOnce, TakesSoManyDatagramsAndNoMore) {
  ask("Does it return after so many datagrams, and leave the others in the socket?", at_most_once);
  for (const std::uint32_t k : {1U, 2U, 3U}) asks(here, k);
  EXPECT_TRUE(returned(run(0)));
  EXPECT_EQ(answers(here), "");
  EXPECT_TRUE(returned(run(2)));
  EXPECT_EQ(answers(here), "1:1 2:2");
  EXPECT_GT(::recv(there.get(), nullptr, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT), 0);
}

TEST_F(AnswerAtMostOnce, ReportsOtherFailuresOfReceiving) {
  ask("Is every other error of receiving reported?", at_most_once);
  student.at_most(1000);
  student.fail(Syscall::recv, every(), ENOMEM);
  asks(here, 5);
  const auto outcome = run(1);
  EXPECT_TRUE(judge::receiving_failed(outcome, ENOMEM));
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

}  // namespace hidden
