// 08.6 serve: the slow and the rude.
#pragma once

#include <fstream>

#include "common.hpp"

namespace hidden {

struct RudeClients : fixtures::Serving {
  void expect_service(const std::string& accepted) {
    Client good = client();
    good.send(post("x"));
    EXPECT_EQ(good.next(), accepted);
  }
  /// Bytes of memory that the board's process has: proc(5), statm.
  std::size_t resident() {
    std::ifstream statm("/proc/" + std::to_string(student.pid()) + "/statm");
    std::size_t size = 0;
    std::size_t pages = 0;
    statm >> size >> pages;
    return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  }
  /// Sends what the kernel takes, at most `most` bytes; the board has had its turn before it counts as refused.
  std::size_t flood(exam::Peer& peer, const std::string& bytes, std::size_t most) {
    exam::Peer console = operators();
    std::size_t sent = 0;
    for (int refused = 0; refused < 5 && sent < most;) {
      const ssize_t size = ::send(peer.descriptor(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      if (size > 0) sent += static_cast<std::size_t>(size);
      refused = size > 0 ? 0 : refused + 1;
      console.send("status\n");
      if (!line(console).starts_with("clients ")) break;
    }
    return sent;
  }
};

TEST_F(RudeClients, OneThatTakesTooLongForAFrame) {
  ask("Is a client refused that sends a byte a second, and has not finished a frame in time?", rude);
  student.stop_the_clock();
  open_board();
  Client slow = client();
  const std::string bytes = post("a notice that takes half a minute");
  student.until_it_waits();
  std::size_t n = 0;
  for (; n < 9; ++n) {
    slow.send(bytes.substr(n, 1));
    student.pass(1s);
  }
  EXPECT_EQ(slow.peer().waiting(), 0U) << "It had 10 seconds.";
  for (; n < 12; ++n) {
    slow.send(bytes.substr(n, 1));
    student.pass(1s);
  }
  EXPECT_EQ(slow.next(), "refused") << "Each byte is in time; the frame is not.";
  expect_service("accepted 1");
}

TEST_F(RudeClients, TimeIsPerFrame) {
  ask("Has each frame its own time, and silence between frames as much as it likes?", rude);
  student.stop_the_clock();
  open_board();
  Client slow = client();
  const std::string bytes = post("a") + post("b");
  slow.send(bytes.substr(0, 5));
  student.pass(6s);
  slow.send(bytes.substr(5, 8));
  EXPECT_EQ(slow.next(), "accepted 1");
  student.pass(6s);
  slow.send(bytes.substr(13));
  EXPECT_EQ(slow.next(), "accepted 2");
  student.pass(100s);
  slow.send(post("c"));
  EXPECT_EQ(slow.next(), "accepted 3");
}

TEST_F(RudeClients, OneThatNeverReads) {
  ask("Does a client that never reads hold up nobody, and is it closed when it has taken nothing for so long?", rude);
  const int small = 4096;
  ::setsockopt(doors.tcp.get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  std::string journal_bytes;
  for (std::uint64_t n = 1; n <= 50; ++n) journal_bytes += notice(n, std::string(16'000, 'x'));
  write_journal(journal_bytes);
  student.stop_the_clock();
  open_board();
  Client lazy = client();
  ::setsockopt(lazy.peer().descriptor(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  lazy.send(watch(0));
  student.until_it_waits();
  expect_service("accepted 51");
  student.pass(11s);
  exam::Peer console = operators();
  console.send("status\n");
  EXPECT_EQ(line(console), "clients 0 notices 51\n");
}

TEST_F(RudeClients, OneThatSendsAndNeverReads) {
  ask("Is no more read from a client while much waits for it?", rude);
  const int small = 4096;
  ::setsockopt(doors.tcp.get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  ::setsockopt(doors.tcp.get(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  student.at_most(200'000);
  student.stop_the_clock();
  open_board();
  Client lazy = client();
  ::setsockopt(lazy.peer().descriptor(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  ::setsockopt(lazy.peer().descriptor(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  std::string posts;
  for (int n = 0; n < 400; ++n) posts += post("x");
  const std::size_t taken = flood(lazy.peer(), posts, 400'000);
  EXPECT_LT(taken, 400'000U) << "Everything was taken, though no reply was: each costs the board memory.";
  expect_service("accepted " + std::to_string(written().size() / notice(1, "x").size() + 1));
}

TEST_F(RudeClients, ACrowdThatNeverReadsCostsLittle) {
  ask("Does the board stay small when fifty watchers read nothing of a long board?", rude);
  const int small = 4096;
  ::setsockopt(doors.tcp.get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  std::string journal_bytes;
  for (std::uint64_t n = 1; n <= 250; ++n) journal_bytes += notice(n, std::string(16'000, 'x'));
  write_journal(journal_bytes);
  student.at_most(200'000);
  open_board();
  expect_service("accepted 251");
  const std::size_t before = resident();
  std::vector<Client> crowd;
  for (int n = 0; n < 50; ++n) {
    crowd.push_back(client());
    ::setsockopt(crowd.back().peer().descriptor(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    crowd.back().send(watch(0));
  }
  expect_service("accepted 252");
  student.until_it_waits();
  // What may wait is 50 x 128 KiB; copies of the board would be 200 MB.
  EXPECT_LT(resident(), before + 64'000'000) << "The board has grown by so many bytes.";
}

TEST_F(RudeClients, TheReasonArrives) {
  ask("Can a client read that it is refused while it is still sending?", rude);
  open_board();
  Client loud = client();
  loud.send(header(1, 0xFFFF'FFFF) + std::string(60'000, 'x'));
  loud.send(std::string(1'000, 'y'));
  EXPECT_EQ(loud.next(), "refused");
  EXPECT_EQ(loud.next(), "the end") << "close(2) with bytes unread resets: shutdown, and read on.";
}

TEST_F(RudeClients, WhatIsNoRequestIsRefused) {
  ask("Is each wrong frame refused, and what came before it counted?", rude);
  open_board();
  std::uint64_t accepted = 0;
  for (const std::string& wrong :
       {post(""), post(std::string(lab::longest_text + 1, 'x')), frame(lab::Type::watch, "1234567"),
        frame(lab::Type::watch, "123456789"), frame(lab::Type::bye, ""), frame(static_cast<lab::Type>(77), "?"),
        frame(lab::Type::ask, "12345678"), std::string("\2\1\0\0", 4)}) {
    Client one = client();
    one.send(post("x") + wrong + post("never read"));
    EXPECT_EQ(one.next(), "accepted " + std::to_string(++accepted));
    EXPECT_EQ(one.next(), "refused");
    EXPECT_EQ(one.next(), "the end");
  }
  EXPECT_EQ(written().size(), accepted * notice(1, "x").size());
}

TEST_F(RudeClients, ResetsAreNoFailure) {
  ask("Does the board go on when clients reset while something waits for them, or while they are refused?", rude);
  write_journal(notice(1, std::string(16'000, 'x')) + notice(2, std::string(16'000, 'y')));
  student.stop_the_clock();
  open_board();
  for (const std::string& bytes : {watch(0), std::string("HTTP"), post("x") + "\1\1", std::string()}) {
    Client one = client();
    if (!bytes.empty()) one.send(bytes);
    one.peer().reset();
  }
  expect_service("accepted 4");
}

TEST_F(RudeClients, OneThatIsGoneWhenItIsAnswered) {
  ask("Does the board outlive sending to a client that has closed its connection?", rude);
  Client one = client();
  one.send(post("x") + "HTTP");
  one.peer().close();
  student.stop_the_clock();
  student.shorten(Syscall::send, Which{1, 3, "send("}, 7);  // the first answer brings the reset, the second finds it
  open_board();
  student.until_it_waits();
  expect_service("accepted 2");
}

TEST_F(RudeClients, WithoutDescriptorsTheOthersAreServed) {
  ask("With no descriptor or memory left, are the others served, nothing spun, and accept tried again?", rude);
  student.stop_the_clock();
  open_board();
  Client first = client();
  first.send(post("x"));
  EXPECT_EQ(first.next(), "accepted 1");
  std::uint64_t n = 1;
  for (const int error : {EMFILE, ENFILE, ENOBUFS, ENOMEM}) {
    const int before = student.count(Syscall::accept);
    student.fail(Syscall::accept, Which{1, 12, ""}, error);
    Client second = client();
    first.send(post("x"));
    EXPECT_EQ(first.next(), "accepted " + std::to_string(++n));
    EXPECT_LE(student.count(Syscall::accept) - before, 8) << "It spins: the listener is ready all the time.";
    for (int tries = 0; tries < 20; ++tries) student.pass(1s);
    second.send(post("x"));
    EXPECT_EQ(second.next(), "accepted " + std::to_string(++n));
  }
}

TEST_F(RudeClients, ConnectionsThatWereAborted) {
  ask("Is the next client served when a connection was gone before it was accepted?", rude);
  open_board();
  student.until_it_waits();
  student.fail(Syscall::accept, Which{1, 2}, ECONNABORTED);
  expect_service("accepted 1");
}

TEST_F(RudeClients, NoMoreThanTheLimit) {
  ask("Are at most `clients` accepted, and the next one when one of them has gone?", rude);
  limits.clients = 2;
  open_board();
  Client one = client();
  Client two = client();
  Client three = client();
  for (Client* each : {&one, &two}) {
    each->send(post("x"));
    EXPECT_EQ(each->next().substr(0, 8), "accepted");
  }
  three.send(post("x"));
  EXPECT_EQ(three.next(), "nothing") << "There are two already.";
  exam::Peer console = operators();
  console.send("status\n");
  EXPECT_EQ(line(console), "clients 2 notices 2\n");
  one.peer().close();
  EXPECT_EQ(three.next(), "accepted 3");
}

}  // namespace hidden
