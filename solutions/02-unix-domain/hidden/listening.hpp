// 02.2 listen_at.
#pragma once

#include "common.hpp"

namespace hidden {

struct ListenAt : exam::Test {
  auto listen_at(const std::string& name, mode_t mode = 0600) {
    return student.call<&lab::listen_at>(folder.path(name), mode);
  }
  /// What is at "server" is to stay, and to be reported.
  void expect_refused(const char* what) {
    const auto before = folder.look_at("server");
    const auto outcome = listen_at("server");
    EXPECT_TRUE(threw(outcome, "bind", EADDRINUSE)) << what << " is no stale socket.";
    EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
    const auto after = folder.look_at("server");
    EXPECT_TRUE(before && after && before->st_ino == after->st_ino && before->st_mode == after->st_mode)
        << what << " was removed, or changed.";
  }
  /// The mode may never be wider than was asked for: looked at whenever the code makes a call.
  void expect_never_wider(mode_t mode) {
    mode_t excess = 0;
    student.prepare(Syscall::any, every(), [&](int) {
      if (const auto now = judge::permissions(folder, "server")) excess |= *now & ~mode;
    });
    auto listener = listen_at("server", mode);
    EXPECT_TRUE(returned(listener));
    EXPECT_EQ(excess, 0U) << "For a moment it gave more. bind(2) makes the file: what counts is the umask then.";
    EXPECT_EQ(judge::permissions(folder, "server"), mode);
  }
  const Folder folder{student};
};

TEST_F(ListenAt, PermitsNoMoreFromTheFirstInstant) {
  ask("Does the file never have more permissions than were asked for, not even for a moment?", permissions);
  student.call<&given::set_umask>(0U);
  expect_never_wider(0600);
}

TEST_F(ListenAt, PermitsNoMoreWhereItReplacesAStaleSocket) {
  ask("Does the new file, in the place of a stale socket's, never have more permissions than were asked for?",
      permissions);
  student.call<&given::set_umask>(0022U);
  folder.make_stale_socket("server", SOCK_STREAM);
  folder.set_mode("server", 0200);  // within what is asked for
  expect_never_wider(0600);
}

TEST_F(ListenAt, PermitsWhatTheUmaskWouldTake) {
  ask("Has the file all permissions that were asked for, whatever the umask is?", permissions);
  for (const mode_t mask : {0077U, 0777U, 0027U}) {
    student.call<&given::set_umask>(mask);
    const std::string name = "under" + std::to_string(mask);
    auto listener = listen_at(name, 0666);
    EXPECT_TRUE(returned(listener));
    EXPECT_EQ(judge::permissions(folder, name), 0666U);
  }
}

TEST_F(ListenAt, LeavesAServerOfAnotherTypeAlone) {
  ask("Does the socket of a live datagram server stay?", stale_sockets);
  const Mailbox live(folder.address("server"));
  expect_refused("A live datagram server's socket");
  Mailbox().send(folder.address("server"), "still there?");
  EXPECT_TRUE(live.receive()) << "The live server is not to be reached any more.";
}

TEST_F(ListenAt, LeavesABusyServerAlone) {
  ask("Does a live server that has no room for one more connection stay, and is it not waited for?", stale_sockets);
  const exam::Listener live = listener(folder.address("server"), 0);
  lab::Fd waiting;
  ASSERT_EQ(judge::try_connect(folder.address("server"), &waiting), 0);
  lab::Fd more;
  EXPECT_EQ(judge::try_connect(folder.address("server"), &more), EAGAIN);
  expect_refused("A busy server's socket");
}

TEST_F(ListenAt, LeavesALockedServerAlone) {
  ask("Does a live server stay that does not let us connect?", stale_sockets);
  const exam::Listener live = listener(folder.address("server"));
  folder.set_mode("server", 0);
  student.call<&given::obey_permissions>();
  expect_refused("A socket that we may not connect to");
}

TEST_F(ListenAt, LeavesAServerAloneWhoseAnswerWasInterrupted) {
  ask("Does a live server stay when a signal interrupts the question whether it is alive?", interruptions);
  const exam::Listener live = listener(folder.address("server"));
  student.interrupt(Syscall::connect, Which{1, 2});
  expect_refused("A live server's socket");
}

TEST_F(ListenAt, ReplacesAStaleSocketAfterAnInterruption) {
  ask("Is a stale socket replaced when a signal interrupts the question whether it is?", interruptions);
  folder.make_stale_socket("server", SOCK_STREAM);
  student.interrupt(Syscall::connect, nth(1));
  auto listener = listen_at("server");
  EXPECT_TRUE(returned(listener));
  EXPECT_EQ(judge::try_connect(folder.address("server")), 0);
}

TEST_F(ListenAt, LeavesALinkAlone) {
  ask("Does a symbolic link stay, even one to a stale socket?", stale_sockets);
  folder.make_stale_socket("stale", SOCK_STREAM);
  folder.make_link("server", folder.path("stale"));
  expect_refused("A symbolic link");
  EXPECT_TRUE(folder.look_at("stale")) << "The link's target was removed.";
}

TEST_F(ListenAt, LeavesALinkToNowhereAlone) {
  ask("Does a symbolic link stay that leads nowhere?", stale_sockets);
  folder.make_link("server", folder.path("nowhere"));
  expect_refused("A symbolic link");
}

TEST_F(ListenAt, LeavesAFolderAlone) {
  ask("Does a folder at the path stay?", stale_sockets);
  folder.make_folder("server");
  expect_refused("A folder");
}

TEST_F(ListenAt, LeavesNothingBehindWhenItCannotListen) {
  ask("Are socket and file gone when listen(2) fails?", errors);
  student.fail(Syscall::listen, every(), ENOBUFS);
  const auto outcome = listen_at("server");
  EXPECT_TRUE(threw(outcome, "listen", ENOBUFS));
  EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
  EXPECT_FALSE(folder.look_at("server")) << "The file stayed, and stands in the way of the next try.";
}

TEST_F(ListenAt, ReportsAFailedSocket) {
  ask("Is a failed socket(2) reported?", errors);
  student.fail(Syscall::socket, every(), EMFILE);
  EXPECT_TRUE(threw(listen_at("server"), "socket", EMFILE));
}

TEST_F(ListenAt, ReportsThatThereIsNoFolder) {
  ask("Is another error of bind(2) reported as it is, and the socket closed?", errors);
  const auto outcome = listen_at("nowhere/server");
  EXPECT_TRUE(threw(outcome, "bind", ENOENT));
  EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
}

TEST_F(ListenAt, ReportsALockedFolder) {
  ask("Is a folder that may not be written into, or not be searched, reported as \"bind\", EACCES?", permissions);
  folder.make_folder("deep");
  student.call<&given::obey_permissions>();
  for (const mode_t mode : {0500U, 0600U}) {
    folder.set_mode("deep", mode);
    EXPECT_TRUE(threw(listen_at("deep/server"), "bind", EACCES));
  }
}

TEST_F(ListenAt, ReportsTheFirstErrorWhenClosingFailsToo) {
  ask("Is the errno reported that of the call that failed, whatever comes after it?", errors);
  folder.write_file("server", "text");
  student.interrupt(Syscall::close, Which{1, 9});
  EXPECT_TRUE(threw(listen_at("server"), "bind", EADDRINUSE));
  EXPECT_FALSE(closed_again(student)) << "After EINTR the descriptor is gone all the same.";
}

TEST_F(ListenAt, HasRoomForClientsThatWait) {
  ask("May 16 clients wait to be accepted?", listening);
  auto listener = listen_at("server");
  EXPECT_TRUE(returned(listener));
  std::vector<lab::Fd> clients(16);
  for (lab::Fd& client : clients)
    ASSERT_EQ(judge::try_connect(folder.address("server"), &client), 0) << "listen(2) takes the length of the queue.";
}

TEST_F(ListenAt, TakesALongPath) {
  ask("Is a path of 107 bytes bound whole, and a longer one refused?", addresses);
  const std::size_t room = 107 - folder.path("").size();
  const std::string name(room, 'x');
  auto listener = listen_at(name);
  EXPECT_TRUE(returned(listener));
  EXPECT_TRUE(folder.look_at(name));
  EXPECT_TRUE(threw(listen_at(name + "x"), "unix_address", ENAMETOOLONG));
}

TEST_F(ListenAt, TakesDescriptorZero) {
  ask("Is 0 a descriptor like any other?", descriptors);
  student.close_standard_input();
  auto listener = listen_at("server");
  EXPECT_EQ(exam::option(listener->get(), SOL_SOCKET, SO_ACCEPTCONN), 1);
}

}  // namespace hidden
