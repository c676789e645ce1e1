// 03.4 ask_reliably.
#pragma once

#include <map>

#include "common.hpp"

namespace hidden {

struct AskReliably : fixtures::AskReliably {};

TEST_F(AskReliably, KeepsItsTimesUnderAFloodOfJunk) {
  ask("Is it asked again in time, and does it end in time, while junk comes without pause?", deadlines);
  auto call = start();
  std::size_t questions = 0;
  for (int i = 0; i < 200 && student.until_it_waits(); ++i) {
    questions += server.receive_all().size();
    send(i % 2 == 0 ? number(6) + "late" : "x"s);
    student.pass(20ms);
  }
  EXPECT_EQ(as_text(*call.get()), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 1000ms));
  EXPECT_EQ(questions + server.receive_all().size(), 4U) << "Asked too often, or not often enough.";
}

TEST_F(AskReliably, PassesOverWhatIsNoAnswer) {
  ask("Are datagrams without a whole number passed over, empty ones, too, and answers to what was not asked yet?",
      numbers);
  for (const std::uint32_t asked : {0U, 0x07000000U}) {
    auto call = student.start<&lab::ask_reliably>(socket, asked, "question"s, 100ms, 1000ms);
    ASSERT_TRUE(server.receive()) << no_question;
    for (std::size_t size = 0; size < 4; ++size) send(number(asked).substr(0, size));
    send(number(asked + 1) + "later");
    send(number(asked) + "answer");
    EXPECT_EQ(as_text(*call.get()), "answer");
  }
}

TEST_F(AskReliably, ComparesAllFourBytes) {
  ask("Is an answer passed over whose number differs in one byte only?", numbers);
  auto call = student.start<&lab::ask_reliably>(socket, 0x01020304U, "question"s, 100ms, 1000ms);
  ASSERT_TRUE(server.receive()) << no_question;
  for (const std::uint32_t other : {0xF1020304U, 0x01F20304U, 0x0102F304U, 0x010203F4U, 0x04030201U})
    send(number(other) + "junk");
  send(number(0x01020304U) + "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

TEST_F(AskReliably, TakesAnEmptyAnswerForAnAnswer) {
  ask("Is an answer without bytes behind its number an answer, and not none?", empty);
  auto call = start();
  ASSERT_TRUE(server.receive()) << no_question;
  send(number(7));
  EXPECT_EQ(as_text(*call.get()), "");
}

TEST_F(AskReliably, ReturnsTheLongestAnswer) {
  ask("Is an answer of 65,503 bytes and its number returned whole?", truncation);
  const std::string answer = random_bytes(random(), 65'503);
  auto call = start();
  ASSERT_TRUE(server.receive()) << no_question;
  send(number(7) + answer);
  EXPECT_TRUE(as_text(*call.get()) == answer);
}

TEST_F(AskReliably, SendsWhatAnEarlierRefusalKeptFromGoing) {
  ask("Does the question go out at once when send(2) tells of an earlier refusal?", refusal);
  const lab::Address where = server.address();
  server.close();
  ASSERT_EQ(::send(socket.get(), "earlier", 7, 0), 7);  // nobody is there: the socket's next call will say so
  server = datagram_peer(where);
  auto call = start();
  ASSERT_TRUE(server.receive()) << no_question;
  EXPECT_EQ(student.elapsed(), 0ms);
  send(number(7) + "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

TEST_F(AskReliably, GivesUpWhenNobodyIsThereAllTheTime) {
  ask("Is absent returned when it is refused each time, and does it not ask more often for that?", refusal);
  server.close();
  auto outcome = student.call<&lab::ask_reliably>(socket, 7U, "question"s, 100ms, 1000ms);
  EXPECT_EQ(as_text(*outcome), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 1000ms));
  EXPECT_LE(student.count(Syscall::send), 2 * 4);
}

TEST_F(AskReliably, WaitsOnlyForTheRestAfterAnInterruption) {
  ask("After a signal in the middle of a wait, is only the rest of the time waited for?", deadlines);
  auto call = start();
  for (int i = 0; i < 100 && student.until_it_waits(); ++i) {
    student.pass(40ms);
    student.interrupt_now();
  }
  EXPECT_EQ(as_text(*call.get()), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 1000ms));
  EXPECT_EQ(server.receive_all().size(), 4U) << "Asked too often, or not often enough.";
}

TEST_F(AskReliably, GoesOnAfterInterruptions) {
  ask("Is the answer returned when signals interrupt every call?", again);
  for (const Syscall kind : {Syscall::send, Syscall::recv, Syscall::wait}) student.interrupt(kind, Which{1, 2});
  auto call = start();
  ASSERT_TRUE(server.receive()) << no_question;
  send(number(7) + "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

TEST_F(AskReliably, AsksOnceWithoutPatience) {
  ask("Is it asked once when there is no patience, and does that end at once?", deadlines);
  EXPECT_EQ(as_text(*student.call<&lab::ask_reliably>(socket, 7U, "question"s, 100ms, 0ms)), "absent");
  EXPECT_TRUE(is_about(student.elapsed(), 0ms));
  EXPECT_EQ(server.receive_all().size(), 1U);
}

TEST_F(AskReliably, TakesAnyTimes) {
  ask("May the waits and the patience be as long as the type can say?", deadlines);
  const auto longest = std::chrono::milliseconds::max();
  auto call = student.start<&lab::ask_reliably>(socket, 7U, "question"s, longest / 2 + 1ms, longest);
  ASSERT_TRUE(server.receive()) << no_question;
  EXPECT_TRUE(student.pass(1s)) << "It gave up, or asked again, too early.";
  send(number(7) + "answer");
  EXPECT_EQ(as_text(*call.get()), "answer");
}

TEST_F(AskReliably, ReportsOtherFailuresOfReceiving) {
  ask("Is every error of receiving reported, other than a refusal?", refusal);
  student.at_most(1000);
  student.fail(Syscall::recv, every(), ENOMEM);
  auto call = start();
  if (server.receive()) send(number(7) + "answer");
  EXPECT_TRUE(judge::receiving_failed(call.get(), ENOMEM));
}

TEST_F(AskReliably, ReportsThatTheQuestionIsTooBig) {
  ask("Is every error of sending reported, the first time, other than a refusal?", too_big);
  student.at_most(1000);
  EXPECT_TRUE(judge::sending_failed(
      student.call<&lab::ask_reliably>(socket, 7U, std::string(65'504, 'x'), 100ms, 1000ms), EMSGSIZE));
}

TEST_F(AskReliably, LeavesTheSocketAsItIs) {
  ask("Has the socket the same mode and the same time limits afterwards?", asking);
  const timeval limit{77, 0};
  ASSERT_EQ(::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit), 0);
  const auto outcome = student.call<&lab::ask_reliably>(socket, 7U, "question"s, 100ms, 1000ms);
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
  timeval after{};
  socklen_t size = sizeof after;
  ASSERT_EQ(::getsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &after, &size), 0);
  EXPECT_EQ(after.tv_sec, 77) << "SO_RCVTIMEO was changed for good.";
  EXPECT_EQ(::fcntl(socket.get(), F_GETFL) & O_NONBLOCK, 0) << "O_NONBLOCK was set for good.";
  EXPECT_TRUE(is_about(student.elapsed(), 1000ms));
}

TEST_F(AskReliably, LetsTheKernelWait) {
  ask("Does it wait, and not ask the kernel again and again?", deadlines);
  student.call<&lab::ask_reliably>(socket, 7U, "question"s, 1min, 10min);
  EXPECT_LT(student.count(Syscall::any), 100);
}

/// A bad network, with the server behind it: loses, repeats, delays and reorders what comes, and what goes back.
class BadNetwork {
 public:
  BadNetwork(exam::Student& student, exam::DatagramPeer& server, const lab::Address& client, std::mt19937_64& random)
      : student_(student), server_(server), client_(client), random_(random) {}

  /// Until the call has ended; carries nothing before `begin`. The first answer with this number that was delivered;
  /// "absent" if there was none.
  std::string carry(std::uint32_t asked, std::chrono::nanoseconds begin) {
    std::string delivered = "absent";
    for (int i = 0; i < 1000 && student_.until_it_waits(); ++i) {
      for (const exam::Datagram& question : server_.receive_all()) {
        if (student_.elapsed() >= begin) underway(question.bytes);
      }
      if (underway_.empty()) {
        student_.pass(1min);
        continue;
      }
      const auto [time, answer] = *underway_.begin();
      if (time > student_.elapsed() && !student_.pass(time - student_.elapsed())) continue;
      underway_.erase(underway_.begin());
      server_.send(client_, answer);
      if (delivered == "absent" && answer.starts_with(number(asked))) delivered = answer.substr(4);
    }
    return delivered;
  }

 private:
  bool happens(int percent) { return std::uniform_int_distribution(1, 100)(random_) <= percent; }
  void underway(const std::string& question) {
    for (int copies = happens(30) ? 2 : 1; copies > 0; --copies) {
      if (happens(50)) continue;
      const std::chrono::milliseconds delay(std::uniform_int_distribution(1, 900)(random_));
      const std::string answer = question.substr(0, 4) + "answer " + std::to_string(++answers_) + " to " +
                                 question.substr(std::min<std::size_t>(4, question.size()));
      underway_.emplace(student_.elapsed() + delay, answer);
    }
  }
  exam::Student& student_;
  exam::DatagramPeer& server_;
  lab::Address client_;
  std::mt19937_64& random_;
  int answers_ = 0;
  std::multimap<std::chrono::nanoseconds, std::string> underway_;
};

TEST_F(AskReliably, GetsThroughABadNetwork) {
  ask("Over a network that loses, repeats, delays and reorders: is the first answer to each of 25 questions returned?",
      again);
  BadNetwork network(student, server, client, random());
  for (std::uint32_t i = 1; i <= 25; ++i) {
    auto call = student.start<&lab::ask_reliably>(socket, i, "question " + std::to_string(i), 100ms, 10s);
    const auto start = student.elapsed();
    const std::string expected = network.carry(i, start + (i == 13 ? 5s : 0s));  // once, it loses all for a long time
    ASSERT_EQ(as_text(*call.get()), expected) << "question " << i;
    if (expected != "absent") continue;
    ASSERT_TRUE(is_about(student.elapsed() - start, 10s)) << "question " << i;
  }
}

}  // namespace hidden
