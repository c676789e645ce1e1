// 03.1 open_datagram_socket, send_datagram; 03.2 send_if_it_fits.
#pragma once

#include "common.hpp"

namespace hidden {

struct OpenDatagramSocket : exam::Test {};
struct SendDatagram : fixtures::Datagrams {};
struct SendIfItFits : fixtures::Datagrams {};

TEST_F(OpenDatagramSocket, LetsTheKernelChooseThePort) {
  ask("Is port 0 handed to the kernel, and the address kept?", sockets);
  const lab::Address where = exam::fresh_loopback();
  auto outcome = student.call<&lab::open_datagram_socket>(where);
  const std::string bound = to_text(local_address(outcome->get()));
  EXPECT_EQ(bound.substr(0, bound.rfind(':')), to_text(where).substr(0, to_text(where).rfind(':')));
  EXPECT_NE(exam::port_of(local_address(outcome->get())), 0);
  EXPECT_TRUE(returned(student.call<&lab::open_datagram_socket>(where))) << "A second one is to get another port.";
}

TEST_F(OpenDatagramSocket, TakesIpv6Addresses) {
  ask("Is an IPv6 address as good as any?", sockets);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  auto outcome = student.call<&lab::open_datagram_socket>(exam::loopback6());
  EXPECT_EQ(local_address(outcome->get()).family(), AF_INET6);
}

TEST_F(OpenDatagramSocket, MaySendToEverybody) {
  ask("May the socket send to a broadcast address?", broadcast);
  auto outcome = student.call<&lab::open_datagram_socket>(exam::fresh_loopback());
  EXPECT_EQ(exam::option(outcome->get(), SOL_SOCKET, SO_BROADCAST), 1) << "Without SO_BROADCAST, sendto says EACCES.";
}

TEST_F(OpenDatagramSocket, ReportsWhatFails) {
  ask("Is every call that fails reported, and nothing left open?", sockets);
  student.fail(Syscall::socket, nth(1), EMFILE);
  EXPECT_TRUE(threw(student.call<&lab::open_datagram_socket>(exam::fresh_loopback()), "socket", EMFILE));
  student.fail(Syscall::setsockopt, nth(1), ENOMEM);
  const auto no_option = student.call<&lab::open_datagram_socket>(exam::fresh_loopback());
  EXPECT_TRUE(threw(no_option, "setsockopt", ENOMEM));
  EXPECT_EQ(no_option.leaked, 0) << keep_in_fd;
  student.fail(Syscall::bind, nth(1), EACCES);
  const auto not_bound = student.call<&lab::open_datagram_socket>(exam::fresh_loopback());
  EXPECT_TRUE(threw(not_bound, "bind", EACCES));
  EXPECT_EQ(not_bound.leaked, 0) << keep_in_fd;
}

TEST_F(SendDatagram, GoesOnAfterAnInterruption) {
  ask("Is the datagram sent, once, when a signal interrupts?", sockets);
  student.interrupt(Syscall::send, Which{1, 2});
  EXPECT_TRUE(returned(student.call<&lab::send_datagram>(there, here.address(), "hello"s)));
  EXPECT_EQ(here.receive_all().size(), 1U);
}

TEST_F(SendDatagram, SendsAsMuchAsUdpCarries) {
  ask("Is a datagram of 65,507 bytes of any value sent whole?", too_big);
  const std::string bytes = random_bytes(random(), 65'507);
  EXPECT_TRUE(returned(student.call<&lab::send_datagram>(there, here.address(), bytes)));
  const auto came = here.receive();
  ASSERT_TRUE(came) << "Nothing has come.";
  EXPECT_TRUE(came->bytes == bytes);
}

TEST_F(SendDatagram, SendsOverUnixDomainSockets) {
  ask("Does send_datagram send over a Unix domain socket as well?", sockets);
  exam::DatagramPeer receiver(unix_socket(random()), student);
  const lab::Fd sender = unix_socket(random());
  EXPECT_TRUE(returned(student.call<&lab::send_datagram>(sender, receiver.address(), "hello"s)));
  const auto came = receiver.receive();
  ASSERT_TRUE(came) << "Nothing has come.";
  EXPECT_EQ(came->bytes, "hello");
}

TEST_F(SendDatagram, ReportsWhatFails) {
  ask("Is every error of sending reported, the first time?", sockets);
  student.at_most(1000);
  student.fail(Syscall::send, every(), ENOBUFS);
  EXPECT_TRUE(judge::sending_failed(student.call<&lab::send_datagram>(there, here.address(), "hello"s), ENOBUFS));
}

TEST_F(SendDatagram, ConnectsNothing) {
  ask("Can the socket still hear everybody afterwards?", refusal);
  EXPECT_TRUE(returned(student.call<&lab::send_datagram>(there, here.address(), "hello"s)));
  EXPECT_EQ(to_text(exam::remote_address(there.get())), to_text(lab::Address()))
      << "connect(2) fixes the peer: nobody else is heard any more.";
}

TEST_F(SendDatagram, TakesDescriptorZero) {
  ask("Is 0 a descriptor like any other?", sockets);
  student.close_standard_input();  // now the socket is number 0
  const auto outcome = student.call<&lab::send_datagram>(there, here.address(), "hello"s);
  EXPECT_TRUE(returned(outcome));
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

TEST_F(SendIfItFits, KnowsWhereUdpEnds) {
  ask("Is the biggest datagram that the kernel takes sent whole, and one byte more refused?", too_big);
  EXPECT_TRUE(*student.call<&lab::send_if_it_fits>(there, here.address(), std::string(65'507, 'x')));
  EXPECT_FALSE(*student.call<&lab::send_if_it_fits>(there, here.address(), std::string(65'508, 'x')));
  EXPECT_FALSE(*student.call<&lab::send_if_it_fits>(there, here.address(), std::string(200'000, 'x')));
  const auto came = here.receive_all();
  ASSERT_EQ(came.size(), 1U) << "Nothing is to be sent of what is too big.";
  EXPECT_EQ(came[0].bytes.size(), 65'507U);
}

TEST_F(SendIfItFits, KnowsWhereUdpOverIpv6Ends) {
  ask("Are 20 bytes more sent over IPv6, whose header is not counted?", too_big);
  if (!has_ipv6()) GTEST_SKIP() << "no IPv6 here";
  exam::DatagramPeer receiver = datagram_peer(exam::loopback6());
  const lab::Fd sender = datagram_socket(exam::loopback6());
  EXPECT_TRUE(*student.call<&lab::send_if_it_fits>(sender, receiver.address(), std::string(65'527, 'x')));
  EXPECT_FALSE(*student.call<&lab::send_if_it_fits>(sender, receiver.address(), std::string(65'528, 'x')));
}

TEST_F(SendIfItFits, SendsMoreOverAUnixDomainSocket) {
  ask("Is a datagram of 150,000 bytes sent whole over a Unix domain socket, which can carry that?", too_big);
  const lab::Fd receiver = unix_socket(random());
  const lab::Fd sender = unix_socket(random());
  ASSERT_TRUE(*student.call<&lab::send_if_it_fits>(sender, local_address(receiver.get()), std::string(150'000, 'x')));
  std::string buffer(200'000, '\0');
  EXPECT_EQ(::recv(receiver.get(), buffer.data(), buffer.size(), MSG_DONTWAIT), 150'000);
}

TEST_F(SendIfItFits, KnowsWhereAUnixDomainSocketEnds) {
  ask("Is what is too big for a Unix domain socket with a small buffer refused, and its buffer left as it is?",
      too_big);
  const lab::Fd receiver = unix_socket(random());
  const lab::Fd sender = unix_socket(random());
  const int small = 4096;
  ASSERT_EQ(::setsockopt(sender.get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small), 0);
  const int size = exam::option(sender.get(), SOL_SOCKET, SO_SNDBUF);
  EXPECT_FALSE(*student.call<&lab::send_if_it_fits>(sender, local_address(receiver.get()), std::string(20'000, 'x')));
  EXPECT_TRUE(*student.call<&lab::send_if_it_fits>(sender, local_address(receiver.get()), std::string(2'000, 'x')));
  EXPECT_EQ(exam::option(sender.get(), SOL_SOCKET, SO_SNDBUF), size) << "The socket is borrowed, its options, too.";
  std::string buffer(200'000, '\0');
  EXPECT_EQ(::recv(receiver.get(), buffer.data(), buffer.size(), MSG_DONTWAIT), 2'000)
      << "Nothing is to be sent of what is too big.";
}

TEST_F(SendIfItFits, SendsAnEmptyDatagram) {
  ask("Do no bytes fit, and are they sent?", empty);
  EXPECT_TRUE(*student.call<&lab::send_if_it_fits>(there, here.address(), ""s));
  EXPECT_EQ(here.receive_all().size(), 1U);
}

TEST_F(SendIfItFits, BelievesTheKernel) {
  ask("Is it the kernel that says what is too big, however small it is?", too_big);
  student.fail(Syscall::send, every(), EMSGSIZE);
  EXPECT_FALSE(*student.call<&lab::send_if_it_fits>(there, here.address(), std::string(1'400, 'x')));
}

TEST_F(SendIfItFits, GoesOnAfterAnInterruption) {
  ask("Is the datagram sent, once, when a signal interrupts?", sockets);
  student.interrupt(Syscall::send, Which{1, 2});
  EXPECT_TRUE(*student.call<&lab::send_if_it_fits>(there, here.address(), "hello"s));
  EXPECT_EQ(here.receive_all().size(), 1U);
}

}  // namespace hidden
