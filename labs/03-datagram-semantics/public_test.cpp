// Lab 03, the public tests: each function doing its work, and the plainest of what can come between. The hidden tests
// ask for more; the brief says what. Nobody waits here: the test stops the clock that your code sees, and moves it.
#include <sys/socket.h>

#include <chrono>
#include <string>
#include <string_view>

#include "datagram_semantics.hpp"
#include "exam/test.hpp"
#include "functions.hpp"
#include "judge.hpp"

namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using exam::local_address;
using exam::nth;
using exam::returned;
using exam::room;
using exam::Syscall;
using exam::threw;
using exam::to_text;
using judge::as_text;
using judge::is_about;
using judge::number;

struct Datagrams : exam::Test {
  exam::DatagramPeer here = datagram_peer();
  lab::Fd there = datagram_socket();
  const lab::Address its_address = local_address(there.get());
};
struct OpenDatagramSocket : exam::Test {};
struct SendDatagram : Datagrams {};
struct ReceiveDatagram : Datagrams {};
struct SendIfItFits : Datagrams {};
struct AskOnce : exam::Test {
  exam::DatagramPeer server = datagram_peer();
};
struct AskReliably : exam::Test {
  exam::DatagramPeer server = datagram_peer();
  lab::Fd socket = connected_datagram_socket(server.address());
};
struct AnswerAtMostOnce : Datagrams {
  judge::Pipe device;
};
struct Reassembler : exam::Test {};

// 03.1

TEST_F(OpenDatagramSocket, IsBoundWhereItWasTold) {
  ask("Does open_datagram_socket return a UDP socket that is bound to the address that it was given?",
      "notes/03-datagram-semantics.md#datagram-sockets");
  const lab::Address where = exam::with_likely_free_port(exam::fresh_loopback());
  auto outcome = student.call<&lab::open_datagram_socket>(where);
  EXPECT_EQ(exam::option(outcome->get(), SOL_SOCKET, SO_TYPE), SOCK_DGRAM);
  EXPECT_EQ(to_text(local_address(outcome->get())), to_text(where));
}

TEST_F(OpenDatagramSocket, SharesItsAddressWithNobody) {
  ask("Is it an error when somebody is bound there already, even somebody who would share?",
      "notes/03-datagram-semantics.md#one-socket-one-address");
  lab::Address where = exam::with_likely_free_port(exam::fresh_loopback());
  const lab::Fd other(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  ::setsockopt(other.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ASSERT_EQ(::bind(other.get(), where.get(), where.length), 0);
  EXPECT_TRUE(threw(student.call<&lab::open_datagram_socket>(where), "bind", EADDRINUSE))
      << "With SO_REUSEADDR or SO_REUSEPORT a second UDP socket takes the first one's datagrams away.";
}

TEST_F(SendDatagram, SendsTheBytesAsOneDatagram) {
  ask("Does send_datagram send all bytes in one datagram, to the address that it was given?",
      "notes/03-datagram-semantics.md#datagram-sockets");
  EXPECT_TRUE(returned(student.call<&lab::send_datagram>(there, here.address(), "one \0 datagram"s)));
  const auto came = here.receive();
  ASSERT_TRUE(came) << "Nothing has come.";
  EXPECT_EQ(came->bytes, "one \0 datagram"s);
  EXPECT_EQ(to_text(came->from), to_text(its_address)) << "It is to be sent from the socket that was lent.";
  EXPECT_FALSE(here.receive()) << "One is enough.";
}

TEST_F(ReceiveDatagram, TellsWhatCameAndFromWhom) {
  ask("Does receive_datagram return the sender, the size and the bytes?",
      "notes/03-datagram-semantics.md#datagram-sockets");
  here.send(its_address, "hello");
  auto received = student.call<&lab::receive_datagram>(there, room(100));
  EXPECT_EQ(to_text(received->from), to_text(here.address()));
  EXPECT_EQ(received->size, 5U);
  EXPECT_FALSE(received->truncated);
  EXPECT_EQ(received.bytes.substr(0, 5), "hello");
}

TEST_F(ReceiveDatagram, TellsThatADatagramWasCut) {
  ask("Is a datagram that is longer than the buffer told to be cut, and is the rest of it gone?",
      "notes/03-datagram-semantics.md#truncation");
  here.send(its_address, "twelve bytes");
  here.send(its_address, "next");
  auto first = student.call<&lab::receive_datagram>(there, room(6));
  EXPECT_EQ(first.bytes, "twelve");
  EXPECT_EQ(first->size, 6U);
  EXPECT_TRUE(first->truncated);
  auto second = student.call<&lab::receive_datagram>(there, room(6));
  EXPECT_EQ(second.bytes.substr(0, 4), "next");
  EXPECT_FALSE(second->truncated);
}

TEST_F(ReceiveDatagram, TakesAnEmptyDatagramForADatagram) {
  ask("Is a datagram without bytes received like any other?", "notes/03-datagram-semantics.md#empty-datagrams");
  here.send(its_address, "");
  auto received = student.call<&lab::receive_datagram>(there, room(6));
  EXPECT_EQ(received->size, 0U);
  EXPECT_FALSE(received->truncated);
  EXPECT_EQ(to_text(received->from), to_text(here.address()));
}

// 03.2

TEST_F(SendIfItFits, SendsWhatFits) {
  ask("Is what fits sent, and true returned?", "notes/03-datagram-semantics.md#too-big");
  EXPECT_TRUE(*student.call<&lab::send_if_it_fits>(there, here.address(), std::string(60'000, 'x')));
  const auto came = here.receive();
  ASSERT_TRUE(came);
  EXPECT_EQ(came->bytes.size(), 60'000U);
}

TEST_F(SendIfItFits, SendsNothingOfWhatIsTooBig) {
  ask("Is false returned, and nothing sent, when the datagram is too big for UDP?",
      "notes/03-datagram-semantics.md#too-big");
  EXPECT_FALSE(*student.call<&lab::send_if_it_fits>(there, here.address(), std::string(65'508, 'x')));
  EXPECT_FALSE(here.receive()) << "Nothing is to be sent, not even a part of it.";
}

// 03.3

TEST_F(AskOnce, ReturnsTheAnswer) {
  ask("Does ask_once send the question, and return the answer?", "notes/03-datagram-semantics.md#asking");
  student.stop_the_clock();
  auto call = student.start<&lab::ask_once>(server.address(), "question"s, 1000ms);
  const auto question = server.receive();
  ASSERT_TRUE(question) << "No question has come.";
  EXPECT_EQ(question->bytes, "question");
  server.send(question->from, "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

TEST_F(AskOnce, GivesUpInTime) {
  ask("Is absent returned when no answer has come in time, not earlier and not later?",
      "notes/03-datagram-semantics.md#deadlines");
  student.stop_the_clock();
  auto outcome = student.call<&lab::ask_once>(server.address(), "question"s, 1500ms);
  EXPECT_EQ(as_text(*outcome), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 1500ms));
  EXPECT_EQ(server.receive_all().size(), 1U) << "It is to be asked once.";
  EXPECT_EQ(outcome.leaked, 0) << "A descriptor stayed open: keep it in an Fd from the moment when you have it.";
}

TEST_F(AskOnce, SeesThatNobodyIsThere) {
  ask("Is it told at once that nobody is there?", "notes/03-datagram-semantics.md#connected-sockets-and-refusal");
  const lab::Address nobody = exam::with_likely_free_port(exam::fresh_loopback());
  student.stop_the_clock();
  const auto outcome = student.call<&lab::ask_once>(nobody, "question"s, 1000ms);
  EXPECT_TRUE(judge::refused(outcome)) << "Only a socket that is connected hears of it.";
  EXPECT_EQ(student.elapsed(), 0ms);
}

TEST_F(AskOnce, DoesNotHearStrangers) {
  ask("Is a datagram from somebody else passed over?", "notes/03-datagram-semantics.md#connected-sockets-and-refusal");
  exam::DatagramPeer stranger = datagram_peer();
  student.stop_the_clock();
  auto call = student.start<&lab::ask_once>(server.address(), "question"s, 1000ms);
  const auto question = server.receive();
  ASSERT_TRUE(question) << "No question has come.";
  stranger.send(question->from, "believe me");
  server.send(question->from, "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

// 03.4

TEST_F(AskReliably, SendsANumberedQuestionAndReturnsTheAnswer) {
  ask("Is the question sent behind its number, and the answer returned without it?",
      "notes/03-datagram-semantics.md#numbers");
  student.stop_the_clock();
  auto call = student.start<&lab::ask_reliably>(socket, 0x01020384U, "question"s, 100ms, 1000ms);
  const auto question = server.receive();
  ASSERT_TRUE(question) << "No question has come.";
  EXPECT_EQ(question->bytes, "\x01\x02\x03\x84question");
  server.send(question->from,
              "\x01\x02\x03\x84"
              "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
  EXPECT_FALSE(server.receive()) << "Once it was answered, nothing more is to be sent.";
}

TEST_F(AskReliably, AsksAgainWhenNoAnswerComes) {
  ask("Is the same question sent again after first_wait, and the answer to it returned?",
      "notes/03-datagram-semantics.md#asking-again");
  student.stop_the_clock();
  auto call = student.start<&lab::ask_reliably>(socket, 7U, "question"s, 100ms, 1000ms);
  const auto lost = server.receive();
  ASSERT_TRUE(lost) << "No question has come.";
  EXPECT_FALSE(student.pass(500ms));
  EXPECT_TRUE(is_about(student.elapsed(), 100ms));
  const auto again = server.receive();
  ASSERT_TRUE(again) << "It was not asked again.";
  EXPECT_EQ(again->bytes, lost->bytes);
  server.send(again->from, number(7) + "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

TEST_F(AskReliably, GivesUpWhenPatienceIsOver) {
  ask("Is absent returned when no answer has come within the patience?", "notes/03-datagram-semantics.md#deadlines");
  student.stop_the_clock();
  EXPECT_EQ(as_text(*student.call<&lab::ask_reliably>(socket, 7U, "question"s, 100ms, 1000ms)), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 1000ms));
}

TEST_F(AskReliably, PassesOverAnswersToOtherQuestions) {
  ask("Is a late answer to an earlier question passed over?", "notes/03-datagram-semantics.md#numbers");
  student.stop_the_clock();
  auto call = student.start<&lab::ask_reliably>(socket, 7U, "question"s, 100ms, 1000ms);
  ASSERT_TRUE(server.receive()) << "No question has come.";
  server.send(local_address(socket.get()), number(6) + "answer to another");
  server.send(local_address(socket.get()), number(7) + "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

// 03.5

TEST_F(AnswerAtMostOnce, AnswersWhoAsks) {
  ask("Is a question worked on, and answered with its number to whoever asked?",
      "notes/03-datagram-semantics.md#numbers");
  here.send(its_address, number(5) + "question");
  EXPECT_TRUE(returned(student.call<&service::run>(there, std::size_t{1}, std::size_t{10}, device.end)));
  const auto answer = here.receive();
  ASSERT_TRUE(answer) << "No answer has come.";
  EXPECT_EQ(answer->bytes, number(5) + "1:question");
  EXPECT_EQ(device.written(), "question\n");
}

TEST_F(AnswerAtMostOnce, RepeatsTheAnswerAndNotTheWork) {
  ask("Is a repeated question answered with the same answer, without doing the work again?",
      "notes/03-datagram-semantics.md#at-most-once");
  for (int i = 0; i < 3; ++i) here.send(its_address, number(5) + "question");
  EXPECT_TRUE(returned(student.call<&service::run>(there, std::size_t{3}, std::size_t{10}, device.end)));
  EXPECT_EQ(device.written(), "question\n") << "The work is to be done once.";
  const auto answers = here.receive_all();
  EXPECT_EQ(answers.size(), 3U) << "Each question is to be answered: the answer before may be lost.";
  for (const auto& answer : answers) EXPECT_EQ(answer.bytes, number(5) + "1:question");
}

TEST_F(AnswerAtMostOnce, WorksOnTheNextQuestion) {
  ask("Is a question with a greater number a new one?", "notes/03-datagram-semantics.md#at-most-once");
  here.send(its_address, number(5) + "question");
  here.send(its_address, number(7) + "question");
  EXPECT_TRUE(returned(student.call<&service::run>(there, std::size_t{2}, std::size_t{10}, device.end)));
  EXPECT_EQ(device.written(), "question\nquestion\n");
  const auto answers = here.receive_all();
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[1].bytes, number(7) + "2:question");
}

// 03.6

TEST_F(Reassembler, PutsDatagramsInOrder) {
  ask("Do datagrams that come out of order become the stream?", "notes/03-datagram-semantics.md#putting-in-order");
  const auto stream = student.make<lab::Reassembler, std::uint32_t, std::size_t>(10U, std::size_t{8});
  EXPECT_TRUE(*student.call_on<&lab::Reassembler::push>(stream, 12U, "c"s));
  EXPECT_EQ(as_text(*student.call_on<&lab::Reassembler::take>(stream)), "");
  EXPECT_TRUE(*student.call_on<&lab::Reassembler::push>(stream, 10U, "a"s));
  EXPECT_EQ(*student.call_on<&lab::Reassembler::missing>(stream), 11U);
  EXPECT_TRUE(*student.call_on<&lab::Reassembler::push>(stream, 11U, "b"s));
  EXPECT_EQ(as_text(*student.call_on<&lab::Reassembler::take>(stream)), "abc");
  EXPECT_EQ(*student.call_on<&lab::Reassembler::missing>(stream), 13U);
}

TEST_F(Reassembler, PassesOverWhatCameBefore) {
  ask("Is a repeated datagram passed over?", "notes/03-datagram-semantics.md#putting-in-order");
  const auto stream = student.make<lab::Reassembler, std::uint32_t, std::size_t>(0U, std::size_t{8});
  EXPECT_TRUE(*student.call_on<&lab::Reassembler::push>(stream, 0U, "a"s));
  EXPECT_FALSE(*student.call_on<&lab::Reassembler::push>(stream, 0U, "a"s));
  EXPECT_EQ(as_text(*student.call_on<&lab::Reassembler::take>(stream)), "a");
}

}  // namespace
