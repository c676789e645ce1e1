// 08.5 serve: many clients, of both families, and what the journal has to do with it.
#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <csignal>

#include "common.hpp"

namespace hidden {

struct Board : fixtures::Serving {};

TEST_F(Board, HoldsAThousandClients) {
  ask("Are a thousand clients at once served, each of them?", loop);
  rlimit room{};
  ::getrlimit(RLIMIT_NOFILE, &room);
  room.rlim_cur = std::min<rlim_t>(room.rlim_max, 4096);
  ::setrlimit(RLIMIT_NOFILE, &room);
  if (room.rlim_cur < 2200) GTEST_SKIP() << "The examiner may open only " << room.rlim_cur << " descriptors here.";
  student.at_most(200'000);
  limits.patience = 300s;  // this machine may be slow
  ::listen(doors.tcp.get(), 1024);
  std::vector<Client> all;
  for (int n = 0; n < 1000; ++n) {
    all.push_back(client());
    const linger reset{1, 0};  // else a thousand ports stay in TIME_WAIT for a minute
    ::setsockopt(all.back().peer().descriptor(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    const std::string bytes = watch(0) + (n % 100 == 0 ? post("n" + std::to_string(n)) : "");
    ASSERT_EQ(::send(all.back().peer().descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  open_board();
  std::string first;
  for (std::size_t n = 0; n < all.size(); ++n) {
    std::string got;
    for (int frames_left = n % 100 == 0 ? 11 : 10; frames_left > 0; --frames_left) got += all[n].next() + "\n";
    ASSERT_EQ(std::count(got.begin(), got.end(), ':'), 10) << "client " << n << " got " << got;
    if (n == 1) first = got;
    if (n > 1 && n % 100 != 0) {
      ASSERT_EQ(got, first) << "client " << n;
    }
  }
}

TEST_F(Board, TheJournalComesFirst) {
  ask("Is a notice in the journal before accepted is sent?", journals);
  std::string at_send = "nothing was sent";
  student.prepare(Syscall::send, every("MSG_NOSIGNAL"), [&](int) {
    if (at_send == "nothing was sent") at_send = written();
  });
  open_board();
  Client one = client();
  one.send(post("first the journal"));
  EXPECT_EQ(one.next(), "accepted 1");
  if (at_send != "nothing was sent") {
    EXPECT_TRUE(at_send == notice(1, "first the journal")) << "accepted was sent before the notice was written.";
  }
}

TEST_F(Board, OutlivesAKill) {
  ask("After kill -9, has the next board every notice that was accepted?", journals);
  open_board();
  Client one = client();
  one.send(post("a") + post("b"));
  EXPECT_EQ(one.next(), "accepted 1");
  EXPECT_EQ(one.next(), "accepted 2");
  ::kill(student.pid(), SIGKILL);
  exam::Student again;
  auto loaded = again.call<&lab::load_notices>(journal);
  EXPECT_EQ(*loaded, (std::vector<std::string>{"a", "b"}));
}

TEST_F(Board, EndsAClientThatHasEndedItsSide) {
  ask("Does a client that has ended its side get what waits for it, and then the end?", loop);
  const int small = 4096;
  ::setsockopt(doors.tcp.get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  std::string bytes;
  for (std::uint64_t n = 1; n <= 20; ++n) bytes += notice(n, std::string(16'000, 'x'));
  write_journal(bytes);
  Client one = client();
  one.send(post("a") + watch(1));
  one.peer().end();
  open_board();
  EXPECT_EQ(one.next(), "accepted 21");
  for (int n = 1; n <= 20; ++n) ASSERT_EQ(one.next().substr(0, 7), "notice ");
  EXPECT_EQ(one.next(), "notice 21: a");
  EXPECT_EQ(one.next(), "the end");
  Client two = client();
  two.send(post("b"));
  EXPECT_EQ(two.next(), "accepted 22");
}

TEST_F(Board, ALongBoardIsShownWhole) {
  ask("Does a watcher get all of a board that is longer than any buffer?", loop);
  std::string bytes;
  for (std::uint64_t n = 1; n <= 400; ++n) bytes += notice(n, std::string(2'000, 'x'));
  write_journal(bytes);
  open_board();
  Client one = client();
  one.send(watch(0));
  for (std::uint64_t n = 1; n <= 400; ++n)
    ASSERT_EQ(one.next().substr(0, 12), ("notice " + std::to_string(n) + ": xxx").substr(0, 12));
}

TEST_F(Board, TakesWhatWasSentBeforeTheClose) {
  ask("Does a notice count whose client has closed its connection right after it?", loop);
  student.stop_the_clock();
  Client one = client();
  one.send(post("a") + post("b"));
  one.peer().close();
  open_board();
  student.until_it_waits();
  Client two = client();
  two.send(post("c"));
  EXPECT_EQ(two.next(), "accepted 3");
  EXPECT_TRUE(written() == notice(1, "a") + notice(2, "b") + notice(3, "c"))
      << "POLLHUP does not mean that nothing is to be read.";
}

TEST_F(Board, AFrameOfTheLongestKind) {
  ask("Is the longest notice accepted, and brought to a watcher whole?", frames);
  open_board();
  const std::string text = exam::random_bytes(random(), lab::longest_text);
  Client one = client();
  one.send(post(text) + watch(1));
  EXPECT_EQ(one.next(), "accepted 1");
  EXPECT_TRUE(one.next() == "notice 1: " + text) << "Another text came back.";
}

TEST_F(Board, AWatchBeginsWhereItSays) {
  ask("Does a watch begin with the number that it names, and a second one anew?", loop);
  write_journal(notice(1, "a") + notice(2, "b") + notice(3, "c"));
  open_board();
  Client one = client();
  one.send(watch(3));
  EXPECT_EQ(one.next(), "notice 3: c");
  one.send(watch(2));
  EXPECT_EQ(one.next(), "notice 2: b");
  EXPECT_EQ(one.next(), "notice 3: c");
  Client ahead = client();
  ahead.send(watch(5) + post("d") + post("e"));
  EXPECT_EQ(ahead.next(), "accepted 4");
  EXPECT_EQ(ahead.next(), "accepted 5");
  EXPECT_EQ(ahead.next(), "notice 5: e");
}

TEST_F(Board, InterruptionsAreNoFailure) {
  ask("Is everybody served when signals interrupt whatever can be interrupted?", loop);
  write_journal(notice(1, "old"));
  for (const Syscall call : {Syscall::wait, Syscall::accept, Syscall::recv, Syscall::send}) {
    student.interrupt(call, Which{1, 2});  // the same call again
    for (const int n : {4, 6, 8, 11}) student.interrupt(call, nth(n));
  }
  open_board();
  Client one = client();
  one.send(watch(0) + post("a"));
  EXPECT_EQ(one.next(), "accepted 2");
  EXPECT_EQ(one.next(), "notice 1: old");
  EXPECT_EQ(one.next(), "notice 2: a");
  Client two = client();
  two.send(post("b"));
  EXPECT_EQ(two.next(), "accepted 3");
  EXPECT_EQ(one.next(), "notice 3: b");
  EXPECT_TRUE(written() == notice(1, "old") + notice(2, "a") + notice(3, "b"));
}

TEST_F(Board, SendsThatComeShort) {
  ask("Does a client get every byte, once, when send takes only some?", loop);
  write_journal(notice(1, "the first notice") + notice(2, "the second"));
  for (const int n : {1, 2, 3}) student.shorten(Syscall::send, nth(n), 7);
  open_board();
  Client one = client();
  one.send(watch(0));
  EXPECT_EQ(one.next(), "notice 1: the first notice");
  EXPECT_EQ(one.next(), "notice 2: the second");
}

TEST_F(Board, AFullDiskIsOneClientsMisfortune) {
  ask("Is a client refused whose notice cannot be kept, and does the board go on with the number?", journals);
  student.stop_the_clock();
  open_board();
  Client one = client();
  student.until_it_waits();
  student.fail(Syscall::send, nth(1), ENOSPC);
  one.send(post("lost"));
  EXPECT_EQ(one.next(), "refused");
  Client two = client();
  two.send(post("kept"));
  EXPECT_EQ(two.next(), "accepted 1");
  EXPECT_TRUE(written() == notice(1, "kept"));
}

}  // namespace hidden
