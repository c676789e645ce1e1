// 02.3 connect_at.
#pragma once

#include "common.hpp"

namespace hidden {

struct ConnectAt : exam::Test {
  auto connect_at(const std::string& name) { return student.call<&lab::connect_at>(folder.path(name)); }
  void expect_found(const std::string& name, Found expected) {
    auto outcome = connect_at(name);
    EXPECT_EQ(outcome->found, expected);
    EXPECT_EQ(static_cast<bool>(outcome->connection), expected == Found::server);
    EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
  }
  const Folder folder{student};
};

TEST_F(ConnectAt, KnowsALockedSocket) {
  ask("Is a live server's socket that may not be written to told from everything else?", connecting);
  const exam::Listener server = listener(folder.address("server"));
  folder.set_mode("server", 0555);
  student.call<&given::obey_permissions>();
  expect_found("server", Found::locked_socket);
}

TEST_F(ConnectAt, KnowsALockedFolder) {
  ask("Is a folder that may not be searched told from a socket that may not be written to?", connecting);
  folder.make_folder("deep");
  const exam::Listener server = listener(folder.address("deep/server"));
  folder.set_mode("deep", 0600);
  student.call<&given::obey_permissions>();
  expect_found("deep/server", Found::locked_folder);
}

TEST_F(ConnectAt, KnowsAFileThatMayNotBeWritten) {
  ask("Is a file that is no socket one whatever its permissions are?", connecting);
  folder.write_file("server", "text");
  folder.set_mode("server", 0444);
  student.call<&given::obey_permissions>();
  expect_found("server", Found::no_socket);
}

TEST_F(ConnectAt, KnowsThatAFolderIsNoSocket) {
  ask("Is a folder no stale socket?", connecting);
  folder.make_folder("server");
  expect_found("server", Found::no_socket);
}

TEST_F(ConnectAt, FindsNothingWhereThereIsNoFolder) {
  ask("Is there nothing where the folder is missing?", connecting);
  expect_found("nowhere/server", Found::nothing);
}

TEST_F(ConnectAt, FollowsLinks) {
  ask("Are symbolic links followed, to a server, to a file and to nowhere?", connecting);
  const exam::Listener server = listener(folder.address("server"));
  folder.write_file("file", "text");
  folder.make_link("to-server", folder.path("server"));
  folder.make_link("to-file", folder.path("file"));
  folder.make_link("to-nowhere", folder.path("nowhere"));
  expect_found("to-server", Found::server);
  expect_found("to-file", Found::no_socket);
  expect_found("to-nowhere", Found::nothing);
}

TEST_F(ConnectAt, WaitsForABusyServer) {
  ask("Does connect_at wait until a server has room for one more connection?", connecting);
  exam::Listener server = listener(folder.address("server"), 0);
  lab::Fd first;
  ASSERT_EQ(judge::try_connect(folder.address("server"), &first), 0);
  auto call = student.start<&lab::connect_at>(folder.path("server"));
  EXPECT_TRUE(student.until_it_waits()) << "It came back before there was room.";
  exam::Peer accepted = server.accept();
  auto outcome = call.get();
  EXPECT_EQ(outcome->found, Found::server);
  EXPECT_TRUE(server.has_connection());
}

TEST_F(ConnectAt, ThrowsWhatSaysNothingOfThePath) {
  ask("Are errors thrown that say nothing of the path?", errors);
  const exam::Listener server = listener(folder.address("server"));
  for (const int error : {ENOMEM, ECONNRESET}) {
    student.fail(Syscall::connect, nth(1), error);
    const auto outcome = connect_at("server");
    EXPECT_TRUE(threw(outcome, "connect", error));
    EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
  }
}

TEST_F(ConnectAt, ThrowsWhatItHasNoNameFor) {
  ask("Is a path through a file reported as \"connect\", ENOTDIR?", errors);
  folder.write_file("file", "text");
  EXPECT_TRUE(threw(connect_at("file/server"), "connect", ENOTDIR));
}

TEST_F(ConnectAt, ReportsAFailedSocket) {
  ask("Is a failed socket(2) reported?", errors);
  student.fail(Syscall::socket, nth(1), ENFILE);
  EXPECT_TRUE(threw(connect_at("server"), "socket", ENFILE));
}

TEST_F(ConnectAt, ClosesOnlyOnce) {
  ask("Is close(2) called once, even when it says EINTR?", descriptors);
  student.interrupt(Syscall::close, Which{1, 5});
  expect_found("nowhere", Found::nothing);
  EXPECT_FALSE(closed_again(student)) << "After EINTR the descriptor is gone all the same.";
}

TEST_F(ConnectAt, TakesDescriptorZero) {
  ask("Is 0 a descriptor like any other?", descriptors);
  const exam::Listener server = listener(folder.address("server"));
  student.close_standard_input();
  expect_found("server", Found::server);
}

}  // namespace hidden
