// 01.6 receive_line.
#pragma once

#include "common.hpp"

namespace hidden {

struct ReceiveLine : exam::Test {
  using Line = std::optional<std::string>;
  /// Reads lines until `count` are there.
  void expect_lines(const lab::Fd& connection, const std::vector<std::string>& expected, std::size_t limit = 100) {
    for (const std::string& line : expected)
      EXPECT_EQ(*student.call<&lab::receive_line>(connection, kept, limit), line);
  }
  [[nodiscard]] bool keeps_little(std::size_t limit) const { return kept.size() <= limit + 4096 + 2; }
  std::string kept;
};

TEST_F(ReceiveLine, FindsAnEndThatComesInTwoParts) {
  ask("Is the line's end found when \\r and \\n come one after the other?", lines);
  auto [here, there] = stream_pair();
  auto call = student.start<&lab::receive_line>(there, kept, 100);
  EXPECT_TRUE(here.trickle("line\r\n"));
  EXPECT_EQ(*call.get(), "line");
}

TEST_F(ReceiveLine, FindsAnEndWhoseFirstHalfWasKept) {
  ask("Is the line's end found when its \\r was kept and its \\n comes now?", lines);
  auto [here, there] = stream_pair();
  kept = "line\r";
  here.send("\n");
  expect_lines(there, {"line"});
}

TEST_F(ReceiveLine, AsksForNothingWhenALineIsThere) {
  ask("Is a line that was kept whole returned without waiting?", lines);
  auto [here, there] = stream_pair();
  kept = "first\r\nsecond\nthird";
  expect_lines(there, {"first", "second"});
  EXPECT_EQ(kept, "third");
}

TEST_F(ReceiveLine, ThrowsWhenTheStreamEndsAfterWhatWasKept) {
  ask("Is the stream's end an EndOfFile when a part of the line was kept?", lines);
  auto [here, there] = stream_pair();
  kept = "hal";
  here.end();
  EXPECT_TRUE(threw_type(student.call<&lab::receive_line>(there, kept, 100), "lab::EndOfFile"));
}

TEST_F(ReceiveLine, TakesACarriageReturnForAByteElsewhere) {
  ask("Is \\r a part of the line unless \\n follows it at once?", lines);
  auto [here, there] = stream_pair();
  here.send("a\rb\nc\r\r\n\rd\n");
  expect_lines(there, {"a\rb", "c\r", "\rd"});
}

TEST_F(ReceiveLine, KeepsNulBytes) {
  ask("Is a NUL byte a byte like any other?", lines);
  auto [here, there] = stream_pair();
  here.send("a\0b\nc\0\n"sv);
  expect_lines(there, {"a\0b"s, "c\0"s});
}

TEST_F(ReceiveLine, AllowsALineOfExactlyTheLimit) {
  ask("Is a line of `limit` bytes allowed, its end not counted?", lines);
  auto [here, there] = stream_pair();
  here.send("12345\r\n12345\n");
  expect_lines(there, {"12345", "12345"}, 5);
}

TEST_F(ReceiveLine, AllowsTheLimitAndAnEndInTwoParts) {
  ask("Is a line of `limit` bytes allowed when its end comes byte by byte?", lines);
  auto [here, there] = stream_pair();
  auto call = student.start<&lab::receive_line>(there, kept, 5);
  EXPECT_TRUE(here.trickle("12345\r\n"));
  EXPECT_EQ(*call.get(), "12345");
}

TEST_F(ReceiveLine, CountsOnlyTheLine) {
  ask("Does the limit hold for the line alone, and not for what comes after it?", lines);
  auto [here, there] = stream_pair();
  here.send("ab\nand a good deal more\n");
  expect_lines(there, {"ab"}, 2);
  expect_lines(there, {"and a good deal more"});
}

TEST_F(ReceiveLine, RefusesOneByteTooMany) {
  ask("Is a line of limit + 1 bytes refused, whether it was kept or comes now?", lines);
  auto [here, there] = stream_pair();
  here.send("123456\r\n");
  EXPECT_TRUE(threw(student.call<&lab::receive_line>(there, kept, 5), "receive_line", EMSGSIZE));
  kept = "123456\n";
  EXPECT_TRUE(threw(student.call<&lab::receive_line>(there, kept, 5), "receive_line", EMSGSIZE));
  kept = "x\n";
  EXPECT_TRUE(threw(student.call<&lab::receive_line>(there, kept, 0), "receive_line", EMSGSIZE));
}

TEST_F(ReceiveLine, GivesUpOnALineWithoutAnEnd) {
  ask("Does receive_line stop collecting when a line has no end?", lines);
  auto [here, there] = stream_pair();
  here.send(std::string(16'384, 'x'));
  EXPECT_TRUE(threw(student.call<&lab::receive_line>(there, kept, 10), "receive_line", EMSGSIZE));
  EXPECT_TRUE(keeps_little(10)) << kept.size() << " bytes were kept.";
}

TEST_F(ReceiveLine, KeepsLittle) {
  ask("Does `kept` stay small, however much has come?", lines);
  auto [here, there] = stream_pair();
  std::string many;
  for (int i = 0; i < 8'000; ++i) many += "x\n";
  here.send(many);
  for (int i = 0; i < 3; ++i) {
    expect_lines(there, {"x"}, 10);
    EXPECT_TRUE(keeps_little(10)) << kept.size() << " bytes were kept.";
  }
}

TEST_F(ReceiveLine, HasNoLimitWhenItIsTheGreatestNumber) {
  ask("May the limit be the greatest number there is?", lines);
  auto [here, there] = stream_pair();
  const std::string line(5'000, 'x');
  here.send(line + "\r\n");
  expect_lines(there, {line}, static_cast<std::size_t>(-1));
}

TEST_F(ReceiveLine, GoesOnAfterInterruptions) {
  ask("Does receive_line go on after interruptions?", interruptions);
  auto [here, there] = stream_pair();
  student.shorten(Syscall::recv, nth(2), 3);
  student.interrupt(Syscall::recv, nth(1));
  student.interrupt(Syscall::recv, nth(3));
  student.interrupt(Syscall::wait, nth(1));
  here.send("a whole line\n");
  expect_lines(there, {"a whole line"});
}

TEST_F(ReceiveLine, ReportsAReset) {
  ask("Is a reset an error, and not the end of the stream?", errors);
  auto [here, there] = stream_pair();
  auto call = student.start<&lab::receive_line>(there, kept, 100);
  student.until_it_waits();
  here.reset();
  const auto outcome = call.get();
  EXPECT_TRUE(judge::receiving_failed(outcome, ECONNRESET));
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

TEST_F(ReceiveLine, ReturnsTheSameLinesForAnyPieces) {
  ask("Do the same lines come out in whatever pieces they come in?", lines);
  std::vector<std::string> expected;
  std::string all;
  for (int i = 0; i < 40; ++i) {
    std::string line = random_bytes(random(), random()() % 60);
    for (char& byte : line) byte = byte == '\n' || byte == '\r' ? ' ' : byte;
    all += line + (random()() % 2 == 0 ? "\n" : "\r\n");
    expected.push_back(line);
  }
  auto [here, there] = stream_pair();
  here.send(all);
  here.end();
  student.shorten(Syscall::recv, every(), 1 + random()() % 70);
  expect_lines(there, expected, 60);
  EXPECT_EQ(*student.call<&lab::receive_line>(there, kept, 60), std::nullopt);
}

}  // namespace hidden
