// Lab 03, the public tests: each function doing its work, and the plainest of what can come between. The hidden tests
// ask for more; the brief says what. Nobody waits here: the test stops the clock that your code sees, and moves it.
#include <sys/socket.h>

#include <chrono>
#include <string>
#include <string_view>

#include "datagram_semantics.hpp"
#include "exam/test.hpp"
#include "fixtures.hpp"
#include "judge.hpp"

namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using exam::every;
using exam::local_address;
using exam::nth;
using exam::returned;
using exam::room;
using exam::Syscall;
using exam::threw;
using exam::to_text;
using exam::Which;
using judge::as_text;
using judge::is_about;
using judge::number;

struct OpenDatagramSocket : exam::Test {};
struct SendDatagram : fixtures::Datagrams {};
struct ReceiveDatagram : fixtures::Datagrams {};
struct SendIfItFits : fixtures::Datagrams {};
struct AskOnce : fixtures::AskOnce {};
struct AskReliably : fixtures::AskReliably {};
struct AnswerAtMostOnce : fixtures::AnswerAtMostOnce {};
struct Reassembler : fixtures::Reassembler {};

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

TEST_F(OpenDatagramSocket, IsCloseOnExec) {
  ask("Is the socket closed on exec?", "notes/03-datagram-semantics.md#datagram-sockets");
  const auto outcome = student.call<&lab::open_datagram_socket>(exam::fresh_loopback());
  EXPECT_TRUE(returned(outcome));
  EXPECT_EQ(outcome.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
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

TEST_F(SendDatagram, SendsAnEmptyDatagram) {
  ask("Are no bytes sent as a datagram, too?", "notes/03-datagram-semantics.md#empty-datagrams");
  EXPECT_TRUE(returned(student.call<&lab::send_datagram>(there, here.address(), ""s)));
  const auto came = here.receive();
  ASSERT_TRUE(came) << "Nothing has come.";
  EXPECT_EQ(came->bytes, "");
}

TEST_F(SendDatagram, ReportsThatItIsTooBig) {
  ask("Is EMSGSIZE reported for a datagram that is too big for UDP, and nothing of it sent?",
      "notes/03-datagram-semantics.md#too-big");
  EXPECT_TRUE(judge::sending_failed(student.call<&lab::send_datagram>(there, here.address(), std::string(65'508, 'x')),
                                    EMSGSIZE));
  EXPECT_FALSE(here.receive()) << "Nothing is to be sent, not even a part of it.";
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

TEST_F(ReceiveDatagram, FillsTheBufferToTheLastByte) {
  ask("Is a datagram that just fits received whole, and not called cut?", "notes/03-datagram-semantics.md#truncation");
  here.send(its_address, "12345");
  auto received = student.call<&lab::receive_datagram>(there, room(5));
  EXPECT_EQ(received.bytes, "12345");
  EXPECT_EQ(received->size, 5U);
  EXPECT_FALSE(received->truncated);
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

TEST_F(SendIfItFits, ReportsOtherErrors) {
  ask("Is every error thrown, other than that the datagram is too big?", "notes/03-datagram-semantics.md#too-big");
  student.at_most(1000);
  student.fail(Syscall::send, every(), ENOBUFS);
  EXPECT_TRUE(judge::sending_failed(student.call<&lab::send_if_it_fits>(there, here.address(), "hello"s), ENOBUFS));
}

// 03.3

TEST_F(AskOnce, ReturnsTheAnswer) {
  ask("Does ask_once send the question, and return the answer?", "notes/03-datagram-semantics.md#asking");
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
  auto outcome = student.call<&lab::ask_once>(server.address(), "question"s, 1500ms);
  EXPECT_EQ(as_text(*outcome), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 1500ms));
  EXPECT_EQ(server.receive_all().size(), 1U) << "It is to be asked once.";
  EXPECT_EQ(outcome.leaked, 0) << "A descriptor stayed open: keep it in an Fd from the moment when you have it.";
}

TEST_F(AskOnce, SeesThatNobodyIsThere) {
  ask("Is it told at once that nobody is there?", "notes/03-datagram-semantics.md#connected-sockets-and-refusal");
  const lab::Address nobody = exam::with_likely_free_port(exam::fresh_loopback());
  const auto outcome = student.call<&lab::ask_once>(nobody, "question"s, 1000ms);
  EXPECT_TRUE(judge::refused(outcome)) << "Only a socket that is connected hears of it.";
  EXPECT_EQ(student.elapsed(), 0ms);
}

TEST_F(AskOnce, DoesNotHearStrangers) {
  ask("Is a datagram from somebody else passed over?", "notes/03-datagram-semantics.md#connected-sockets-and-refusal");
  exam::DatagramPeer stranger = datagram_peer();
  auto call = student.start<&lab::ask_once>(server.address(), "question"s, 1000ms);
  const auto question = server.receive();
  ASSERT_TRUE(question) << "No question has come.";
  stranger.send(question->from, "believe me");
  server.send(question->from, "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

TEST_F(AskOnce, TakesAnEmptyAnswerForAnAnswer) {
  ask("Is an answer without bytes an answer, and not none?", "notes/03-datagram-semantics.md#empty-datagrams");
  auto call = student.start<&lab::ask_once>(server.address(), "question"s, 1000ms);
  server.send(asked(), "");
  EXPECT_EQ(as_text(*call.get()), "");
}

TEST_F(AskOnce, GoesOnAfterInterruptions) {
  ask("Is the answer returned when signals interrupt every call?", "notes/03-datagram-semantics.md#asking");
  for (const Syscall kind : {Syscall::send, Syscall::recv, Syscall::wait}) student.interrupt(kind, Which{1, 2});
  auto call = student.start<&lab::ask_once>(server.address(), "question"s, 1000ms);
  const lab::Address client = asked();
  EXPECT_FALSE(server.receive()) << "It is to be asked once.";
  server.send(client, "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

// 03.4

TEST_F(AskReliably, SendsANumberedQuestionAndReturnsTheAnswer) {
  ask("Is the question sent behind its number, and the answer returned without it?",
      "notes/03-datagram-semantics.md#numbers");
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
  auto call = start();
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
  EXPECT_EQ(as_text(*student.call<&lab::ask_reliably>(socket, 7U, "question"s, 100ms, 1000ms)), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 1000ms));
}

TEST_F(AskReliably, PassesOverAnswersToOtherQuestions) {
  ask("Is a late answer to an earlier question passed over?", "notes/03-datagram-semantics.md#numbers");
  auto call = start();
  ASSERT_TRUE(server.receive()) << "No question has come.";
  server.send(local_address(socket.get()), number(6) + "answer to another");
  server.send(local_address(socket.get()), number(7) + "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

TEST_F(AskReliably, DoublesItsWaits) {
  ask("Is it asked at once, after first_wait, after twice that, and so on, and not once patience is over?",
      "notes/03-datagram-semantics.md#asking-again");
  auto call = start();
  std::vector<std::chrono::nanoseconds> times;
  for (int i = 0; i < 50; ++i) {
    for (std::size_t n = server.receive_all().size(); n > 0; --n) times.push_back(student.elapsed());
    if (!student.busy()) break;
    student.pass(10s);
  }
  EXPECT_EQ(as_text(*call.get()), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 1000ms));
  ASSERT_EQ(times.size(), 4U) << "Asked too often, or not often enough.";
  const std::vector<std::chrono::milliseconds> expected{0ms, 100ms, 300ms, 700ms};
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_TRUE(is_about(times[i], expected[i])) << "the question " << i;
}

TEST_F(AskReliably, OutlivesARefusal) {
  ask("Is it asked again when nobody was there, and the answer taken of a server that starts later?",
      "notes/03-datagram-semantics.md#connected-sockets-and-refusal");
  const lab::Address where = server.address();
  server.close();
  auto call = start();
  EXPECT_FALSE(student.pass(10s));
  EXPECT_TRUE(student.until_it_waits()) << "A refusal is a loss; it ends nothing.";
  server = datagram_peer(where);
  student.pass(10s);
  ASSERT_TRUE(server.receive()) << "It was not asked again.";
  EXPECT_TRUE(is_about(student.elapsed(), 300ms)) << "A refusal changes nothing: not when it is asked again.";
  send(number(7) + "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

// 03.5

TEST_F(AnswerAtMostOnce, AnswersWhoAsks) {
  ask("Is a question worked on, and answered with its number to whoever asked?",
      "notes/03-datagram-semantics.md#numbers");
  here.send(its_address, number(5) + "question");
  EXPECT_TRUE(returned(run(1)));
  const auto answer = here.receive();
  ASSERT_TRUE(answer) << "No answer has come.";
  EXPECT_EQ(answer->bytes, number(5) + "1:question");
  EXPECT_EQ(device.written(), "question\n");
}

TEST_F(AnswerAtMostOnce, AnswersBeforeItWaitsForTheNext) {
  ask("Is a question answered at once, and not only when more has come?",
      "notes/03-datagram-semantics.md#at-most-once");
  auto call = start(2);
  asks(here, 5);
  EXPECT_EQ(answers(here), "1:5");
  asks(here, 6);
  EXPECT_TRUE(returned(call.get()));
}

TEST_F(AnswerAtMostOnce, RepeatsTheAnswerAndNotTheWork) {
  ask("Is a repeated question answered with the same answer, without doing the work again?",
      "notes/03-datagram-semantics.md#at-most-once");
  for (int i = 0; i < 3; ++i) here.send(its_address, number(5) + "question");
  EXPECT_TRUE(returned(run(3)));
  EXPECT_EQ(device.written(), "question\n") << "The work is to be done once.";
  const auto answers = here.receive_all();
  EXPECT_EQ(answers.size(), 3U) << "Each question is to be answered: the answer before may be lost.";
  for (const auto& answer : answers) EXPECT_EQ(answer.bytes, number(5) + "1:question");
}

TEST_F(AnswerAtMostOnce, WorksOnTheNextQuestion) {
  ask("Is a question with a greater number a new one?", "notes/03-datagram-semantics.md#at-most-once");
  here.send(its_address, number(5) + "question");
  here.send(its_address, number(7) + "question");
  EXPECT_TRUE(returned(run(2)));
  EXPECT_EQ(device.written(), "question\nquestion\n");
  const auto answers = here.receive_all();
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[1].bytes, number(7) + "2:question");
}

TEST_F(AnswerAtMostOnce, TellsClientsApartByAddressAndPort) {
  ask("Are two clients with the same number two clients, when only the port or only the address differs?",
      "notes/03-datagram-semantics.md#at-most-once");
  const lab::Address one = exam::with_likely_free_port(exam::fresh_loopback());
  lab::Address other_port = one;
  reinterpret_cast<sockaddr_in*>(other_port.get())->sin_port = htons(static_cast<in_port_t>(exam::port_of(one) + 1));
  lab::Address other_address = exam::fresh_loopback();
  reinterpret_cast<sockaddr_in*>(other_address.get())->sin_port = htons(static_cast<in_port_t>(exam::port_of(one)));
  exam::DatagramPeer a = datagram_peer(one);
  exam::DatagramPeer b = datagram_peer(other_port);
  exam::DatagramPeer c = datagram_peer(other_address);
  for (exam::DatagramPeer* client : {&a, &b, &c, &a}) asks(*client, 5);
  EXPECT_TRUE(returned(run(4)));
  EXPECT_EQ(answers(a), "1:5 1:5");
  EXPECT_EQ(answers(b), "2:5");
  EXPECT_EQ(answers(c), "3:5");
}

TEST_F(AnswerAtMostOnce, PassesOverStaleQuestions) {
  ask("Is a question with a smaller number passed over: no work, no answer?",
      "notes/03-datagram-semantics.md#at-most-once");
  for (const std::uint32_t k : {5U, 6U, 5U, 4U}) asks(here, k);
  EXPECT_TRUE(returned(run(4)));
  EXPECT_EQ(device.written(), "5\n6\n");
  EXPECT_EQ(answers(here), "1:5 2:6");
}

TEST_F(AnswerAtMostOnce, PassesOverWhatIsNoQuestion) {
  ask("Are datagrams without a whole number passed over, empty ones, too?",
      "notes/03-datagram-semantics.md#empty-datagrams");
  for (const std::string& junk : {""s, "x"s, "\0\0"s, "\0\0\x05"s}) send(junk);
  send(number(5) + "question");
  EXPECT_TRUE(returned(run(5)));
  EXPECT_EQ(answers(here), "1:question");
}

// 03.6

TEST_F(Reassembler, PutsDatagramsInOrder) {
  ask("Do datagrams that come out of order become the stream?", "notes/03-datagram-semantics.md#putting-in-order");
  const Stream stream = this->stream(10, 8);
  EXPECT_TRUE(push(stream, 12U, "c"s));
  EXPECT_EQ(take(stream), "");
  EXPECT_TRUE(push(stream, 10U, "a"s));
  EXPECT_EQ(missing(stream), 11U);
  EXPECT_TRUE(push(stream, 11U, "b"s));
  EXPECT_EQ(take(stream), "abc");
  EXPECT_EQ(missing(stream), 13U);
}

TEST_F(Reassembler, PassesOverWhatCameBefore) {
  ask("Is a repeated datagram passed over?", "notes/03-datagram-semantics.md#putting-in-order");
  const Stream stream = this->stream(0, 8);
  EXPECT_TRUE(push(stream, 0U, "a"s));
  EXPECT_FALSE(push(stream, 0U, "a"s));
  EXPECT_EQ(take(stream), "a");
}

TEST_F(Reassembler, GivesWhatIsInOrderOnce) {
  ask("Are bytes given away once, and only those before the first gap?",
      "notes/03-datagram-semantics.md#putting-in-order");
  const Stream stream = this->stream(0, 8);
  push(stream, 0, "a");
  push(stream, 2, "c");
  EXPECT_EQ(take(stream), "a");
  EXPECT_EQ(take(stream), "");
  push(stream, 1, "b");
  EXPECT_EQ(take(stream), "bc");
  EXPECT_EQ(take(stream), "");
}

TEST_F(Reassembler, TakesAnEmptyDatagramForADatagram) {
  ask("Is a datagram without bytes one of the stream's, whose number is not missing any more?",
      "notes/03-datagram-semantics.md#empty-datagrams");
  const Stream stream = this->stream(0, 8);
  EXPECT_TRUE(push(stream, 1, ""));
  EXPECT_FALSE(push(stream, 1, ""));
  EXPECT_TRUE(push(stream, 0, ""));
  EXPECT_EQ(missing(stream), 2U);
  EXPECT_FALSE(push(stream, 0, "late"));
  push(stream, 2, "c");
  EXPECT_EQ(take(stream), "c");
}

TEST_F(Reassembler, TakesNothingBeyondItsWindow) {
  ask("Is the last number of the window taken, and the one after it passed over?",
      "notes/03-datagram-semantics.md#putting-in-order");
  const Stream stream = this->stream(10, 4);
  EXPECT_TRUE(push(stream, 13, "d"));
  EXPECT_FALSE(push(stream, 14, "e"));
  EXPECT_FALSE(push(stream, 1'000'000, "x"));
  EXPECT_EQ(missing(stream), 10U);
}

}  // namespace
