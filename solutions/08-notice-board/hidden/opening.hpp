// 08.4 open_doors.
#pragma once

#include <fcntl.h>

#include "common.hpp"

namespace hidden {

struct OpenDoors : exam::Test {
  auto open(in_port_t port = 0, const std::string& console = "console") {
    return student.call<&lab::open_doors>(port, folder.path(console));
  }
  static bool reaches(const char* host, const lab::Doors& doors) {
    lab::Address where = host == std::string("::1") ? exam::loopback6() : lab::loopback(0);
    const auto port = htons(static_cast<in_port_t>(exam::port_of(exam::local_address(doors.tcp.get()))));
    if (where.family() == AF_INET6)
      reinterpret_cast<sockaddr_in6*>(where.get())->sin6_port = port;
    else
      reinterpret_cast<sockaddr_in*>(where.get())->sin_port = port;
    const lab::Fd client(::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    return ::connect(client.get(), where.get(), where.length) == 0;
  }
  exam::Folder folder{student};
};

TEST_F(OpenDoors, BothFamiliesComeIn) {
  ask("Do clients of both families get to the board?", doors_see);
  if (!exam::has_ipv6()) GTEST_SKIP() << "This machine has no IPv6.";
  auto doors = open();
  EXPECT_TRUE(reaches("127.0.0.1", *doors)) << "IPV6_V6ONLY is to be off, before bind.";
  EXPECT_TRUE(reaches("::1", *doors));
  EXPECT_EQ(exam::option(doors->tcp.get(), IPPROTO_IPV6, IPV6_V6ONLY), 0);
  EXPECT_EQ(exam::option(doors->udp.get(), IPPROTO_IPV6, IPV6_V6ONLY), 0);
}

TEST_F(OpenDoors, NoneOfThemBlocks) {
  ask("Are all three non-blocking, and is TCP's address reused while UDP's is not?", doors_see);
  auto doors = open();
  for (const lab::Fd* door : {&doors->tcp, &doors->udp, &doors->console})
    EXPECT_NE(::fcntl(door->get(), F_GETFL) & O_NONBLOCK, 0) << "SOCK_NONBLOCK goes into socket's type.";
  EXPECT_EQ(exam::option(doors->tcp.get(), SOL_SOCKET, SO_REUSEADDR), 1);
  EXPECT_EQ(exam::option(doors->udp.get(), SOL_SOCKET, SO_REUSEADDR), 0);
  EXPECT_EQ(exam::option(doors->udp.get(), SOL_SOCKET, SO_REUSEPORT), 0);
}

TEST_F(OpenDoors, ASecondBoardIsRefusedAndTheFirstIsUnharmed) {
  ask("Does a second board on the same port, or console, get EADDRINUSE, and leave the first one as it is?", doors_see);
  auto first = open();
  const auto port = static_cast<in_port_t>(exam::port_of(exam::local_address(first->tcp.get())));
  const auto same_port = open(port, "other");
  EXPECT_TRUE(threw(same_port, "bind", EADDRINUSE));
  EXPECT_EQ(same_port.leaked, 0) << keep_in_fd;
  EXPECT_FALSE(folder.look_at("other").has_value()) << "The second board's console has stayed.";
  const auto same_console = open(0, "console");
  EXPECT_TRUE(threw(same_console, "bind", EADDRINUSE));
  EXPECT_EQ(same_console.leaked, 0) << keep_in_fd;
  const lab::Address where = folder.address("console");
  const lab::Fd operators(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  EXPECT_EQ(::connect(operators.get(), where.get(), where.length), 0) << "The first board's console is gone.";
}

TEST_F(OpenDoors, TakesAnotherPortWhenUdpHasItNot) {
  ask("Is another port tried when the one that the kernel chose is not free for both?", doors_see);
  for (const int n : {2, 4, 6}) student.fail(Syscall::bind, nth(n), EADDRINUSE);
  auto doors = open();
  EXPECT_EQ(exam::port_of(exam::local_address(doors->tcp.get())), exam::port_of(exam::local_address(doors->udp.get())));
  EXPECT_EQ(doors.leaked, 0) << keep_in_fd;
}

TEST_F(OpenDoors, WhatIsNoSocketStays) {
  ask("Does a file, or a link, that stands where the console should be stay as it is?", doors_see);
  folder.write_file("console", "somebody's");
  EXPECT_TRUE(threw(open(), "bind", EADDRINUSE));
  EXPECT_EQ(folder.read_file("console"), "somebody's");
  folder.make_stale_socket("old", SOCK_STREAM);
  folder.make_link("link", "old");
  EXPECT_TRUE(threw(open(0, "link"), "bind", EADDRINUSE));
  EXPECT_TRUE(folder.look_at("link").has_value());
}

TEST_F(OpenDoors, TheConsoleIsPrivateFromTheFirstInstant) {
  ask("May only the owner connect, from bind on, and is the umask as before?", doors_see);
  const int before = student.umask();
  bool was_private = true;
  student.prepare(Syscall::listen, every(), [&](int) {
    const auto file = folder.look_at("console");
    if (file && (file->st_mode & 0777U) != 0600U) was_private = false;
  });
  auto doors = open();
  EXPECT_TRUE(returned(doors));
  EXPECT_TRUE(was_private) << "umask(2) is in force when bind(2) makes the file; chmod comes too late.";
  EXPECT_EQ(student.umask(), before);
  EXPECT_FALSE(returned(open()));
  EXPECT_EQ(student.umask(), before) << "It is to be put back when bind fails, too.";
}

TEST_F(OpenDoors, PathsThatDoNotFit) {
  ask("Is a console's path refused that is empty or too long, and the longest taken?", doors_see);
  const std::size_t room = 107 - folder.path("").size();
  EXPECT_TRUE(returned(open(0, std::string(room, 'x'))));
  for (const std::string& path : {std::string(), folder.path(std::string(room + 1, 'x'))}) {
    const auto outcome = student.call<&lab::open_doors>(in_port_t{0}, path);
    EXPECT_TRUE(threw_type(outcome, "std::invalid_argument"));
    EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
  }
}

TEST_F(OpenDoors, LeavesNothingWhenACallFails) {
  ask("Is nothing left open, and no file, whichever call fails?", doors_see);
  int n = 0;
  for (const Syscall call : {Syscall::socket, Syscall::setsockopt, Syscall::bind, Syscall::listen}) {
    for (const int which : {1, 2}) {
      const std::string name = "console" + std::to_string(++n);
      student.fail(call, nth(which), ENOBUFS);
      const auto outcome = open(0, name);
      EXPECT_FALSE(returned(outcome)) << "a failure was not reported";
      EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
      EXPECT_FALSE(folder.look_at(name).has_value()) << "The console's file has stayed.";
    }
  }
}

}  // namespace hidden
