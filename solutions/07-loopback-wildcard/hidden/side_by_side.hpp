// 07.3 listen_side_by_side.
#pragma once

#include "common.hpp"

namespace hidden {

struct ListenSideBySide : fixtures::Listening {};

TEST_F(ListenSideBySide, NeitherStaysWithoutTheOther) {
  ask("When the port is taken in one family, is that reported, and the other socket closed?", two_binders);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  for (const char* where : {"0.0.0.0", "::"}) {
    const lab::Fd other = sharing_listener(at(where, port));
    const auto outcome = student.call<&lab::listen_side_by_side>(port);
    EXPECT_TRUE(taken(outcome)) << where;
    EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
  }
}

TEST_F(ListenSideBySide, AreListenersLikeAnyOther) {
  ask("Are both closed on exec, blocking, with SO_REUSEADDR, and has each room for 16 clients that wait?",
      side_by_side);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  auto both = student.call<&lab::listen_side_by_side>(port);
  EXPECT_EQ(both.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
  for (const lab::Fd* one : {&both->ipv4, &both->ipv6}) {
    EXPECT_TRUE(is_blocking(*one));
    EXPECT_EQ(option(one->get(), SOL_SOCKET, SO_REUSEADDR), 1);
  }
  EXPECT_EQ(waiting(both->ipv4, at("127.0.0.1", port), 16), 16) << "The backlog of listen(2) is too small.";
  EXPECT_EQ(waiting(both->ipv6, at("::1", port), 16), 16) << "The backlog of listen(2) is too small.";
}

TEST_F(ListenSideBySide, ReportsWhatFails) {
  ask("Is each call that fails reported, with neither socket left open?", side_by_side);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  expect_reports(student, listening_calls, [this] { return student.call<&lab::listen_side_by_side>(port); });
}

}  // namespace hidden
