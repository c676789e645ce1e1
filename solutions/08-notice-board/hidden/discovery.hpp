// 08.8 serve by UDP, find_board.
#pragma once

#include "common.hpp"

namespace hidden {

struct Discovery : fixtures::Serving {};
struct FindBoard : exam::Test {
  static constexpr std::uint64_t token = 0x8877'6655'4433'2211;
  static std::string here(std::uint64_t number, unsigned port) {
    return frame(lab::Type::here, fixtures::big_endian(number, 8) + fixtures::big_endian(port, 2));
  }
  auto start() { return student.start<&lab::find_board>(socket, board.address(), token, 1'000ms, 3); }
  lab::Fd socket = datagram_socket();
  exam::DatagramPeer board = datagram_peer();
};

TEST_F(Discovery, PassesOverEverythingElse) {
  ask("Is nothing answered that is not exactly one ask, and the next right one answered?", finding);
  open_board();
  exam::DatagramPeer asker = datagram_peer();
  const lab::Address where = exam::local_address(doors.udp.get());
  const std::string right = frame(lab::Type::ask, "12345678");
  for (const std::string& wrong : {std::string(), std::string("\1\3"), right + "x", right + right, right.substr(0, 15),
                                   frame(lab::Type::ask, "1234567"), frame(lab::Type::here, "12345678"),
                                   std::string("\2\3\0\0\0\0\0\x08", 8) + "12345678", std::string(3'000, 'x')}) {
    asker.send(where, wrong);
  }
  EXPECT_FALSE(asker.receive().has_value()) << "A datagram was answered that is no question.";
  asker.send(where, right);
  EXPECT_TRUE(asker.receive().has_value());
  Client one = client();
  one.send(post("a"));
  EXPECT_EQ(one.next(), "accepted 1");
}

TEST_F(Discovery, BothFamilies) {
  ask("Is a question answered that comes over IPv6, and its client served?", finding);
  if (!exam::has_ipv6()) GTEST_SKIP() << "This machine has no IPv6.";
  const exam::Listener other = listener(exam::loopback6());
  const int flags = ::fcntl(other.descriptor(), F_GETFL);
  ::fcntl(other.descriptor(), F_SETFL, flags | O_NONBLOCK);
  doors.tcp = lab::Fd(::fcntl(other.descriptor(), F_DUPFD_CLOEXEC, 3));
  doors.udp = datagram_socket(exam::loopback6());
  const int udp_flags = ::fcntl(doors.udp.get(), F_GETFL);
  ::fcntl(doors.udp.get(), F_SETFL, udp_flags | O_NONBLOCK);
  open_board();
  exam::DatagramPeer asker = datagram_peer(exam::loopback6());
  asker.send(exam::local_address(doors.udp.get()), frame(lab::Type::ask, "12345678"));
  const auto answer = asker.receive();
  ASSERT_TRUE(answer.has_value()) << "No answer came.";
  const auto port = static_cast<std::uint64_t>(exam::port_of(other.address()));
  EXPECT_EQ(answer->bytes, frame(lab::Type::here, "12345678" + fixtures::big_endian(port, 2)));
  Client one(connect(other.address()));
  one.send(post("six"));
  EXPECT_EQ(one.next(), "accepted 1");
}

TEST_F(FindBoard, AsksAgainWhenAQuestionIsLost) {
  ask("Is it asked again when no answer has come, and the answer to a later question taken?", finding);
  student.stop_the_clock();
  auto running = start();
  student.until_it_waits();
  student.pass(1s);
  student.until_it_waits();
  const auto questions = board.receive_all();
  ASSERT_EQ(questions.size(), 2U);
  board.send(questions[1].from, here(token, 7008));
  auto found = running.get();
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ(exam::port_of(**found), 7008);
}

TEST_F(FindBoard, GivesUpAfterSoManyTries) {
  ask("Is nothing returned when nobody answers, after so many questions and so much time?", finding);
  student.stop_the_clock();
  auto running = start();
  EXPECT_FALSE(running.get()->has_value());
  EXPECT_EQ(board.receive_all().size(), 3U);
  EXPECT_GE(student.elapsed(), 3s);
  EXPECT_LE(student.elapsed(), 3'200ms);
}

TEST_F(FindBoard, JunkProlongsNothing) {
  ask("Is the time kept when junk comes all the while?", finding);
  student.stop_the_clock();
  auto running = start();
  student.until_it_waits();
  const lab::Address asker = exam::local_address(socket.get());
  const std::string right = here(token, 7008);
  for (int n = 0; n < 5; ++n) {
    student.pass(150ms);
    for (const std::string& junk : {std::string(), here(token + 1, 1), right + "x", right.substr(0, 17),
                                    frame(lab::Type::ask, "12345678"), std::string(5'000, 'x')}) {
      board.send(asker, junk);
    }
  }
  student.pass(300ms);
  student.until_it_waits();
  EXPECT_EQ(board.receive_all().size(), 2U) << "After a second it is to be asked again, whatever came.";
  board.send(asker, right);
  EXPECT_TRUE(running.get()->has_value());
}

TEST_F(FindBoard, InterruptionsAreNoFailure) {
  ask("Does find_board go on when signals interrupt it, and take no longer for it?", finding);
  student.stop_the_clock();
  for (const Syscall call : {Syscall::send, Syscall::wait}) student.interrupt(call, Which{1, 2});
  student.interrupt(Syscall::recv, nth(1));
  auto running = start();
  student.pass(600ms);
  student.interrupt_now();
  student.pass(600ms);
  student.until_it_waits();
  const auto questions = board.receive_all();
  ASSERT_EQ(questions.size(), 2U) << "After a second it is to be asked again.";
  board.send(questions[1].from, here(token, 7008));
  auto found = running.get();
  EXPECT_TRUE(found->has_value());
}

TEST_F(FindBoard, TheAnswersAddressCounts) {
  ask("Is the board's address the one from which it answered, with the port that it told, in either family?", finding);
  exam::DatagramPeer other = datagram_peer();
  auto running = start();
  const auto question = board.receive();
  ASSERT_TRUE(question.has_value());
  other.send(question->from, here(token, 0x1234));
  auto found = running.get();
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ(exam::port_of(**found), 0x1234);
  const std::string text = exam::to_text(other.address());
  EXPECT_TRUE(exam::to_text(**found).starts_with(text.substr(0, text.find(':') + 1)));
}

}  // namespace hidden
