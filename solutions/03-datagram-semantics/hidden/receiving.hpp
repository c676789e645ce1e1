// 03.1 receive_datagram.
#pragma once

#include "common.hpp"

namespace hidden {

struct ReceiveDatagram : fixtures::Datagrams {};

TEST_F(ReceiveDatagram, WaitsForOne) {
  ask("Does receive_datagram wait until one comes, and go on after interruptions?", sockets);
  student.interrupt(Syscall::recv, nth(1));
  student.interrupt(Syscall::wait, nth(1));
  auto call = student.start<&lab::receive_datagram>(there, room(100));
  EXPECT_TRUE(student.interrupt_now());
  here.send(its_address, "hello");
  EXPECT_EQ(call.get()->size, 5U);
}

TEST_F(ReceiveDatagram, TakesABufferOfNothing) {
  ask("Does a buffer of 0 bytes take a datagram, and is it told whether there was something in it?", truncation);
  here.send(its_address, "hello");
  here.send(its_address, "");
  here.send(its_address, "x");
  auto full = student.call<&lab::receive_datagram>(there, room(0));
  EXPECT_EQ(full->size, 0U);
  EXPECT_TRUE(full->truncated);
  auto nothing = student.call<&lab::receive_datagram>(there, room(0));
  EXPECT_EQ(nothing->size, 0U);
  EXPECT_FALSE(nothing->truncated);
  EXPECT_EQ(student.call<&lab::receive_datagram>(there, room(1))->size, 1U);
}

TEST_F(ReceiveDatagram, TakesBytesOfEveryValue) {
  ask("Are 65,507 bytes of every value received as they were sent?", sockets);
  const std::string bytes = "\0"s + random_bytes(random(), 65'506);
  here.send(its_address, bytes);
  auto received = student.call<&lab::receive_datagram>(there, room(65'507));
  EXPECT_EQ(received->size, bytes.size());
  EXPECT_TRUE(received.bytes == bytes);
}

TEST_F(ReceiveDatagram, TellsSendersWithoutAName) {
  ask("Has the sender's address its true length: 0 for one without a name, over a Unix domain socket?", sockets);
  const lab::Fd receiver = unix_socket(random());
  exam::DatagramPeer named(unix_socket(random()), student);
  exam::DatagramPeer nobody(unnamed_unix_socket(), student);
  named.send(local_address(receiver.get()), "from somebody");
  auto first = student.call<&lab::receive_datagram>(receiver, room(100));
  EXPECT_EQ(to_text(first->from), to_text(named.address()));
  EXPECT_EQ(first->from.length, named.address().length);
  nobody.send(local_address(receiver.get()), "from nobody");
  EXPECT_EQ(student.call<&lab::receive_datagram>(receiver, room(100))->from.length, 0U);
}

TEST_F(ReceiveDatagram, KeepsTheirBoundaries) {
  ask("Is each datagram received for itself, though all of them would fit into the buffer?", sockets);
  for (const char* bytes : {"one", "two", "", "three"}) here.send(its_address, bytes);
  for (const std::size_t size : {3U, 3U, 0U, 5U})
    EXPECT_EQ(student.call<&lab::receive_datagram>(there, room(100))->size, size);
}

TEST_F(ReceiveDatagram, ReportsWhatFails) {
  ask("Is every error of receiving reported, the first time?", sockets);
  student.at_most(1000);
  here.send(its_address, "hello");
  student.fail(Syscall::recv, every(), ENOMEM);
  const auto outcome = student.call<&lab::receive_datagram>(there, room(5));
  EXPECT_TRUE(judge::receiving_failed(outcome, ENOMEM));
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

TEST_F(ReceiveDatagram, TakesDescriptorZero) {
  ask("Is 0 a descriptor like any other?", sockets);
  here.send(its_address, "hello");
  student.close_standard_input();  // now the socket is number 0
  EXPECT_EQ(student.call<&lab::receive_datagram>(there, room(5))->size, 5U);
}

}  // namespace hidden
