// 02.4 peer_credentials.
#pragma once

#include "common.hpp"

namespace hidden {

struct PeerCredentials : exam::Test {};

TEST_F(PeerCredentials, MayBeThoseOfRoot) {
  ask("Is root, user 0, a user like any other, also when its process has no number here (pid 0)?", credentials);
  auto [here, there] = unix_pair();
  for (const pid_t pid : {1, 0}) {
    student.introduce_peer(pid, 0, 0);
    auto peer = student.call<&lab::peer_credentials>(there);
    EXPECT_EQ(peer->pid, pid);
    EXPECT_EQ(peer->uid, 0U);
    EXPECT_EQ(peer->gid, 0U);
  }
}

TEST_F(PeerCredentials, NobodyIsThereBeforeAConnection) {
  ask("Is a Unix domain socket that is not connected reported as ENOTCONN?", credentials);
  const lab::Fd alone = judge::unix_socket(SOCK_STREAM);
  EXPECT_TRUE(threw(student.call<&lab::peer_credentials>(alone), "peer_credentials", ENOTCONN));
}

TEST_F(PeerCredentials, TakesNothingFromTheStream) {
  ask("Do bytes that wait in the connection stay there, and is nothing sent?", credentials);
  auto [here, there] = unix_pair();
  student.introduce_peer(4711, 1234, 1234);
  here.send("hello");
  EXPECT_TRUE(returned(student.call<&lab::peer_credentials>(there)));
  EXPECT_EQ(here.waiting(), 0U);
  exam::Peer receiver(std::move(there), student);
  EXPECT_EQ(receiver.waiting(), 5U);
}

TEST_F(PeerCredentials, ReportsAFailedGetsockopt) {
  ask("Is a failed getsockopt(2) reported?", errors);
  auto [here, there] = unix_pair();
  student.fail(Syscall::getsockopt, every(), ENOBUFS);
  EXPECT_TRUE(threw(student.call<&lab::peer_credentials>(there), "getsockopt", ENOBUFS));
}

}  // namespace hidden
