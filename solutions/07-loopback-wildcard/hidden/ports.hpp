// 07.4 listen_on_a_free_port.
#pragma once

#include "common.hpp"

namespace hidden {

struct ListenOnAFreePort : fixtures::Listening {};

TEST_F(ListenOnAFreePort, BeginsAnewWhenListenSaysTaken) {
  ask("Is another port tried when it is listen(2) that says EADDRINUSE, of either socket?", ephemeral);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  for (const int n : {1, 2}) {
    student.fail(Syscall::listen, nth(n), EADDRINUSE);
    auto both = student.call<&lab::listen_on_a_free_port>();
    const int chosen = port_of(local_address(both->ipv4.get()));
    EXPECT_EQ(reach("127.0.0.1", both->ipv4, chosen), "reached");
    EXPECT_EQ(reach("::1", both->ipv6, chosen), "reached");
    EXPECT_EQ(both.leaked, 0) << keep_in_fd;
  }
}

TEST_F(ListenOnAFreePort, GivesUpInTheEnd) {
  ask("Are at least 10 ports tried, and not more than 100, when none is free for both?", ephemeral);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  for (int n = 2; n <= 400; n += 2) student.fail(Syscall::bind, nth(n), EADDRINUSE);
  const auto outcome = student.call<&lab::listen_on_a_free_port>();
  EXPECT_TRUE(threw(outcome, "bind", EADDRINUSE));
  EXPECT_GE(student.count(Syscall::bind), 20) << "A port takes two calls of bind.";
  EXPECT_LE(student.count(Syscall::bind), 200) << "A port takes two calls of bind.";
  EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
}

TEST_F(ListenOnAFreePort, GivesEachCallerAnother) {
  ask("Does a second caller get a port of its own?", ephemeral);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  auto one = student.call<&lab::listen_on_a_free_port>();
  auto two = student.call<&lab::listen_on_a_free_port>();
  EXPECT_NE(port_of(local_address(one->ipv4.get())), port_of(local_address(two->ipv4.get())));
}

TEST_F(ListenOnAFreePort, AreCloseOnExecAndEverywhere) {
  ask("Are both closed on exec, and do they listen at every address of their family?", ephemeral);
  if (const auto why = cannot_try({other4, other6})) GTEST_SKIP() << *why;
  auto both = student.call<&lab::listen_on_a_free_port>();
  EXPECT_EQ(both.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
  const int chosen = port_of(local_address(both->ipv4.get()));
  EXPECT_EQ(reach(other4, both->ipv4, chosen), "reached");
  EXPECT_EQ(reach(other6, both->ipv6, chosen), "reached");
}

TEST_F(ListenOnAFreePort, ReportsWhatFails) {
  ask("Is every other error reported at once, with neither socket left open?", ephemeral);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  Kinds kinds = listening_calls;
  kinds.emplace_back(Syscall::getsockname, "getsockname");
  expect_reports(student, kinds, [this] { return student.call<&lab::listen_on_a_free_port>(); });
}

}  // namespace hidden
