// 07.1 listen_on_loopback.
#pragma once

#include "common.hpp"

namespace hidden {

struct ListenOnLoopback : fixtures::Listening {};

TEST_F(ListenOnLoopback, LetsTheKernelChooseAPort) {
  ask("Does port 0 give each listener a port of its own, on loopback still?", ephemeral);
  auto one = student.call<&lab::listen_on_loopback>(AF_INET, in_port_t{0});
  auto two = student.call<&lab::listen_on_loopback>(AF_INET, in_port_t{0});
  EXPECT_EQ(judge::host_of(local_address(one->get())), "127.0.0.1");
  EXPECT_EQ(judge::host_of(local_address(two->get())), "127.0.0.1");
  EXPECT_NE(port_of(local_address(one->get())), port_of(local_address(two->get())));
}

TEST_F(ListenOnLoopback, SharesItsPortWithNobody) {
  ask("Is it an error when somebody listens there, even somebody who would share?", two_binders);
  const lab::Fd other = sharing_listener(at("127.0.0.1", port));
  EXPECT_TRUE(taken(student.call<&lab::listen_on_loopback>(AF_INET, port)))
      << "With SO_REUSEPORT, the kernel deals connections out to both.";
}

TEST_F(ListenOnLoopback, IsCloseOnExecAndBlocking) {
  ask("Is the listener closed on exec, and in blocking mode?", loopback);
  auto outcome = student.call<&lab::listen_on_loopback>(AF_INET, port);
  EXPECT_TRUE(is_blocking(*outcome));
  EXPECT_EQ(outcome.inherited, 0) << "socket(2) takes SOCK_CLOEXEC in its type.";
}

TEST_F(ListenOnLoopback, HasRoomForClientsThatWait) {
  ask("Can 16 clients wait to be accepted?", loopback);
  auto listener = student.call<&lab::listen_on_loopback>(AF_INET, port);
  EXPECT_EQ(waiting(*listener, at("127.0.0.1", port), 16), 16) << "The backlog of listen(2) is too small.";
}

TEST_F(ListenOnLoopback, ReportsWhatFails) {
  ask("Is each call that fails reported, and nothing left open?", loopback);
  expect_reports(student, listening_calls, [this] { return student.call<&lab::listen_on_loopback>(AF_INET, port); });
}

}  // namespace hidden
