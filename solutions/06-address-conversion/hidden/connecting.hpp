// Hidden tests of 06.8: connect_to_any. Each server has an address of its own at one port; some listen, some refuse.
#pragma once

#include <fcntl.h>

#include "reference.hpp"

namespace {

const char* const trying_notes = "notes/06-address-conversion.md#trying-every-address";

struct ConnectToAny : exam::Test {
  /// One more address at the port of this test: IPv4, or ::1.
  lab::Address place(bool ipv6 = false) {
    lab::Address address = ipv6 ? exam::loopback6() : exam::fresh_loopback();
    reinterpret_cast<sockaddr_in&>(address.storage).sin_port = htons(port);  // the same place in both families
    return address;
  }
  /// An address that refuses. The first one chooses the port.
  lab::Address refusing(bool ipv6 = false) {
    closed.push_back(judge::refusing(place(ipv6)));
    const lab::Address address = exam::local_address(closed.back().get());
    port = static_cast<in_port_t>(exam::port_of(address));
    return address;
  }
  /// A server that answers.
  exam::Listener answering() {
    exam::Listener server = listener(place());
    port = static_cast<in_port_t>(exam::port_of(server.address()));
    return server;
  }
  void know(const std::vector<lab::Address>& addresses) {
    judge::Name name{"server.test", {}};
    for (const lab::Address& address : addresses) {
      const std::string text = exam::to_text(address);
      const bool ipv6 = text.front() == '[';
      name.addresses.push_back(ipv6 ? text.substr(1, text.find(']') - 1) : text.substr(0, text.find(':')));
      order.push_back(text);
    }
    judge::know(student, {name});
  }
  exam::Outcome<lab::Fd> connect() { return student.call<&lab::connect_to_any>("server.test", std::to_string(port)); }
  std::vector<std::string> first(std::size_t count) const {
    return {order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count)};
  }
  static std::string peer_of(const lab::Fd& connection) {
    return exam::to_text(exam::remote_address(connection.get()));
  }

  in_port_t port = 0;
  std::vector<lab::Fd> closed;
  std::vector<std::string> order;
};

TEST_F(ConnectToAny, TriesAllInTheirOrder) {
  ask("When the first address refuses and the second, of the other family, too, is the third one connected?",
      trying_notes);
  if (!exam::has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const lab::Address other = refusing(true);
  const lab::Address refuses = refusing();
  exam::Listener server = answering();
  know({refuses, other, server.address()});
  auto connection = connect();
  EXPECT_EQ(peer_of(*connection), order[2]);
  EXPECT_EQ(judge::tried(student), first(3));
}

TEST_F(ConnectToAny, ReachesTheOtherFamily) {
  ask("When an IPv4 address refuses, is an IPv6 address reached?", trying_notes);
  if (!exam::has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  exam::Listener server = listener(exam::loopback6());
  port = static_cast<in_port_t>(exam::port_of(server.address()));
  know({refusing(), server.address()});
  EXPECT_EQ(peer_of(*connect()), order[1]);
}

TEST_F(ConnectToAny, StopsAtTheFirstThatAnswers) {
  ask("Is nobody else disturbed once an address has answered?", trying_notes);
  exam::Listener server = answering();
  exam::Listener other = answering();
  know({server.address(), other.address()});
  auto connection = connect();
  EXPECT_EQ(peer_of(*connection), order[0]);
  EXPECT_EQ(judge::tried(student), first(1));
}

TEST_F(ConnectToAny, GoesOnWithoutASocket) {
  ask("When there is no socket to be had for one family, does it go on with the next address?", trying_notes);
  if (!exam::has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  const lab::Address other = refusing(true);
  exam::Listener server = answering();
  know({other, server.address()});
  student.fail(exam::Syscall::socket, exam::every("AF_INET6, SOCK_STREAM"), EAFNOSUPPORT);
  EXPECT_EQ(peer_of(*connect()), order[1]);
}

TEST_F(ConnectToAny, LeavesNoSocketOpen) {
  ask("Are the sockets of failed attempts closed, each before the next attempt?", trying_notes);
  const std::vector<lab::Address> refuse{refusing(), refusing(), refusing()};
  exam::Listener server = answering();
  know({refuse[0], refuse[1], refuse[2], server.address()});
  std::vector<std::size_t> open;
  student.prepare(exam::Syscall::connect, exam::every("{127."), [&](int socket) {
    int type = 0;
    socklen_t length = sizeof type;
    ::getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &length);
    if (type == SOCK_STREAM) open.push_back(student.descriptors().size());
  });
  auto connection = connect();
  EXPECT_TRUE(exam::returned(connection));
  EXPECT_EQ(connection.leaked, 0) << "A socket stayed open.";
  EXPECT_EQ(open, std::vector<std::size_t>(open.size(), open.empty() ? 0 : open[0]))
      << "At each attempt more descriptors are open than at the one before.";
}

TEST_F(ConnectToAny, LeavesNoSocketOpenWhenAllFail) {
  ask("Is no socket left open when no address answers?", trying_notes);
  const lab::Address one = refusing();
  know({one, refusing()});
  const auto outcome = connect();
  EXPECT_FALSE(exam::returned(outcome));
  EXPECT_EQ(outcome.leaked, 0) << "A socket stayed open.";
}

TEST_F(ConnectToAny, SaysWhyTheLastOneFailed) {
  ask("When no address answers, is the error that of the last attempt?", trying_notes);
  know({refusing(), judge::socket_address("127.255.255.255", port)});  // nobody connects to a broadcast address
  EXPECT_TRUE(exam::threw(connect(), "connect", ENETUNREACH));
}

TEST_F(ConnectToAny, SaysThatTheLastOneHadNoSocket) {
  ask("When there is no socket for the last address, does the error say so?", trying_notes);
  know({refusing()});
  student.fail(exam::Syscall::socket, exam::every("AF_INET, SOCK_STREAM"), EMFILE);
  EXPECT_TRUE(exam::threw(connect(), "socket", EMFILE));
}

TEST_F(ConnectToAny, LetsResolveSpeak) {
  ask("Is an unknown host, or service, the error of getaddrinfo?",
      "notes/06-address-conversion.md#getaddrinfos-errors");
  judge::know(student, {{"server.test", {"127.1.2.3"}}});
  EXPECT_TRUE(judge::threw_gai(student.call<&lab::connect_to_any>("nobody.test", "80"), "getaddrinfo", EAI_NONAME));
  EXPECT_TRUE(judge::threw_gai(student.call<&lab::connect_to_any>("server.test", "70000"), "getaddrinfo", EAI_SERVICE));
}

TEST_F(ConnectToAny, GivesAPlainConnection) {
  ask("Is the connection in blocking mode, and close-on-exec?", trying_notes);
  exam::Listener server = answering();
  know({server.address()});
  auto connection = connect();
  EXPECT_EQ(connection.inherited, 0) << "SOCK_CLOEXEC is missing.";
  EXPECT_EQ(::fcntl(connection->get(), F_GETFL) & O_NONBLOCK, 0);
}

TEST_F(ConnectToAny, FreesTheList) {
  ask("Is the list of addresses freed, connected or not?", "notes/06-address-conversion.md#getaddrinfo");
  exam::Listener server = answering();
  const lab::Address refuses = refusing();
  know({server.address(), refuses});
  std::vector<std::uint64_t> used;
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(exam::returned(connect()));
    server.accept().close();
    if (i % 10 == 9) used.push_back(*student.call<&heap::bytes_in_use>());
  }
  EXPECT_LT(used[1], used[0] + 10 * sizeof(addrinfo)) << "Each call leaves something on the heap: freeaddrinfo.";
}

}  // namespace
