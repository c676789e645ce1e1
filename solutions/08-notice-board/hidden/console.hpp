// 08.7 serve: the operator's console, and the end.
#pragma once

#include <utility>

#include "common.hpp"

namespace hidden {

struct Console : fixtures::Serving {
  /// In the middle of a call of the board's: nobody waits for it to wait.
  static void send_now(const exam::Peer& peer, const std::string& bytes) {
    ::send(peer.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
};

TEST_F(Console, IsForTheOperatorAlone) {
  ask("Is somebody with another uid refused, root too, and stopped nothing?", consoles);
  open_board();
  for (const uid_t uid : {uid_t{4243}, uid_t{0}}) {
    student.introduce_peer(4711, uid, operators_uid);
    exam::Peer other = operators();
    EXPECT_EQ(line(other), "refused\n");
    try {
      other.send("stop\n");
    } catch (const std::system_error&) {  // it may have been closed already
    }
    EXPECT_EQ(line(other), "(nothing)");
  }
  Client one = client();
  one.send(post("a"));
  EXPECT_EQ(one.next(), "accepted 1");
}

TEST_F(Console, LinesInAnyPortions) {
  ask("Are lines understood byte by byte, several at once, and with \\r\\n?", consoles);
  open_board();
  exam::Peer console = operators();
  console.trickle("status\r\n");
  EXPECT_EQ(line(console), "clients 0 notices 0\n");
  console.send("status\n\nSTATUS\nsta");
  EXPECT_EQ(line(console), "clients 0 notices 0\n");
  EXPECT_EQ(line(console), "unknown\n");
  EXPECT_EQ(line(console), "unknown\n");
  console.send("tus\n");
  EXPECT_EQ(line(console), "clients 0 notices 0\n");
}

TEST_F(Console, ALineHasALimit) {
  ask("Is a line of the longest kind answered, and one that is longer answered and closed?", consoles);
  open_board();
  exam::Peer console = operators();
  console.send(std::string(lab::longest_console_line, 'x') + "\n");
  EXPECT_EQ(line(console), "unknown\n");
  console.send(std::string(lab::longest_console_line + 5, 'x'));
  EXPECT_EQ(line(console), "unknown\n");
  EXPECT_EQ(line(console), "(nothing)");
  EXPECT_TRUE(console.ended() || console.error() != 0) << "It is to be closed.";
}

TEST_F(Console, ASilentOperatorHoldsUpNobody) {
  ask("Are clients served while an operator says nothing, or goes without a word?", consoles);
  open_board();
  exam::Peer silent = operators();
  exam::Peer gone = operators();
  gone.send("stat");
  gone.close();
  Client one = client();
  one.send(post("a"));
  EXPECT_EQ(one.next(), "accepted 1");
}

TEST_F(Console, NothingAcceptedIsLostAtTheEnd) {
  ask("With notices in flight at the end, is what was accepted in the journal, and told to all, before bye?", ending);
  student.stop_the_clock();
  auto running = serve();
  exam::Peer console = operators();
  student.until_it_waits();
  Client busy = client();
  Client reader = client();
  reader.send(watch(0));
  std::string posts;
  for (int n = 0; n < 100; ++n) posts += post("n" + std::to_string(n));
  // Stop comes while the first answers are sent, with more notices; one more when stop is about to be answered.
  bool stopped = false;
  student.prepare(Syscall::send, every(), [&](int socket) {
    const int domain = exam::option(socket, SOL_SOCKET, SO_DOMAIN);
    if (domain == AF_INET && !std::exchange(stopped, true)) {
      send_now(busy.peer(), post("n100") + post("n101"));
      send_now(console, "stop\n");
    }
    if (domain == AF_UNIX) send_now(busy.peer(), post("n102"));
  });
  busy.send(posts);
  std::uint64_t accepted = 0;
  std::string last;
  while ((last = busy.next()).starts_with("accepted")) ++accepted;
  EXPECT_EQ(last, "bye");
  EXPECT_EQ(busy.next(), "the end");
  std::string in_journal;
  for (std::uint64_t n = 1; n <= accepted; ++n) in_journal += notice(n, "n" + std::to_string(n - 1));
  EXPECT_TRUE(written() == in_journal) << "Journal and accepted do not agree: " << accepted << " were accepted.";
  for (std::uint64_t n = 1; n <= accepted; ++n)
    ASSERT_EQ(reader.next(), "notice " + std::to_string(n) + ": n" + std::to_string(n - 1));
  EXPECT_EQ(reader.next(), "bye");
  EXPECT_EQ(reader.next(), "the end");
  busy.peer().close();
  reader.peer().close();
  console.close();
  EXPECT_TRUE(returned(running.get()));
}

TEST_F(Console, InterruptionsAreNoFailure) {
  ask("Is the operator answered, and the end in order, when signals interrupt whatever can be interrupted?", ending);
  student.stop_the_clock();
  auto running = serve();
  Client one = client();
  one.send(post("a"));
  EXPECT_EQ(one.next(), "accepted 1");
  exam::Peer console = operators();
  console.send("status\n");
  EXPECT_EQ(line(console), "clients 1 notices 1\n");
  for (const Syscall call : {Syscall::wait, Syscall::recv, Syscall::send}) {
    student.interrupt(call, Which{1, 2});
    for (const int n : {4, 6}) student.interrupt(call, nth(n));
  }
  console.send("status\nstop\n");
  EXPECT_EQ(line(console), "clients 1 notices 1\n");
  EXPECT_EQ(line(console), "stopping\n");
  EXPECT_EQ(one.next(), "bye");
  EXPECT_EQ(one.next(), "the end");
  EXPECT_TRUE(student.interrupt_now()) << "The client has not closed yet, and there is time.";
  one.send(post("late"));
  EXPECT_TRUE(student.busy()) << "The client has not closed yet, and there is time.";
  one.peer().close();
  console.close();
  EXPECT_TRUE(returned(running.get()));
}

TEST_F(Console, AWatcherGetsAllBeforeBye) {
  ask("Does a watcher for whom much waits get every notice before bye?", ending);
  std::string bytes;
  for (std::uint64_t n = 1; n <= 40; ++n) bytes += notice(n, std::string(16'000, 'x'));
  write_journal(bytes);
  const int small = 4096;
  ::setsockopt(doors.tcp.get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  student.stop_the_clock();
  auto running = serve();
  Client reader = client();
  reader.send(watch(0));
  exam::Peer console = operators();
  console.send("stop\n");
  for (std::uint64_t n = 1; n <= 40; ++n)
    ASSERT_EQ(reader.next().substr(0, 10), ("notice " + std::to_string(n) + ": xx").substr(0, 10));
  EXPECT_EQ(reader.next(), "bye");
  EXPECT_EQ(reader.next(), "the end");
  reader.peer().close();
  console.close();
  EXPECT_TRUE(returned(running.get()));
}

TEST_F(Console, TheEndDoesNotTakeForEver) {
  ask("Does serve return after `farewell` when a client neither reads nor closes?", ending);
  student.stop_the_clock();
  auto running = serve();
  Client silent = client();
  student.until_it_waits();
  exam::Peer console = operators();
  console.send("stop\n");
  student.pass(1900ms);
  EXPECT_TRUE(student.busy()) << "It had 2 seconds.";
  const auto outcome = running.get();
  EXPECT_TRUE(returned(outcome));
  EXPECT_LE(student.elapsed(), 2500ms);
  EXPECT_EQ(outcome.leaked, 3) << "All but the three doors is to be closed.";
}

TEST_F(Console, NobodyIsAcceptedAfterStop) {
  ask("Is nobody accepted, and no frame read, after stop?", ending);
  student.stop_the_clock();
  auto running = serve();
  Client old = client();
  exam::Peer console = operators();
  console.send("stop\n");
  EXPECT_EQ(line(console), "stopping\n");
  Client late = client();
  late.send(post("late"));
  old.send(post("late"));
  EXPECT_EQ(old.next(), "bye");
  EXPECT_TRUE(returned(running.get()));
  EXPECT_EQ(written(), "");
}

}  // namespace hidden
