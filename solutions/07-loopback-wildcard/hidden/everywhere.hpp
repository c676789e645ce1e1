// 07.2 listen_everywhere.
#pragma once

#include "common.hpp"

namespace hidden {

struct ListenEverywhere : fixtures::Listening {};

TEST_F(ListenEverywhere, DoesWithoutIPv6) {
  ask("Does it listen at 0.0.0.0 where the kernel has no IPv6?", one_socket);
  if (const auto why = cannot_try({other4})) GTEST_SKIP() << *why;
  student.fail(Syscall::socket, every("AF_INET6"), EAFNOSUPPORT);
  auto listener = student.call<&lab::listen_everywhere>(port);
  EXPECT_EQ(to_text(local_address(listener->get())), to_text(at("0.0.0.0", port)));
  for (const char* where : {"127.0.0.1", other4}) EXPECT_EQ(reach(where, *listener), "reached") << where;
  EXPECT_EQ(listener.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
}

TEST_F(ListenEverywhere, IsNotContentWithHalf) {
  ask("Is it an error when only one family is free, and not a listener for that one?", two_binders);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  const lab::Fd other = sharing_listener(at("0.0.0.0", port));
  const auto outcome = student.call<&lab::listen_everywhere>(port);
  EXPECT_TRUE(taken(outcome));
  EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
}

TEST_F(ListenEverywhere, IsAListenerLikeAnyOther) {
  ask("Is the listener closed on exec, blocking, with SO_REUSEADDR, and has it room for 16 clients that wait?",
      one_socket);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  auto listener = student.call<&lab::listen_everywhere>(port);
  EXPECT_EQ(listener.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
  EXPECT_TRUE(is_blocking(*listener));
  EXPECT_EQ(option(listener->get(), SOL_SOCKET, SO_REUSEADDR), 1);
  EXPECT_EQ(waiting(*listener, at("127.0.0.1", port), 16), 16) << "The backlog of listen(2) is too small.";
}

TEST_F(ListenEverywhere, ReportsWhatFails) {
  ask("Is each call that fails reported, with nothing left open? Only EAFNOSUPPORT says that there is no IPv6.",
      one_socket);
  if (const auto why = cannot_try({"::1"})) GTEST_SKIP() << *why;
  expect_reports(student, listening_calls, [this] { return student.call<&lab::listen_everywhere>(port); });
}

}  // namespace hidden
