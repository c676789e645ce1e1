// 02.6 send_descriptor, receive_descriptor.
#pragma once

#include "common.hpp"

namespace hidden {

struct SendDescriptor : exam::Test {};

TEST_F(SendDescriptor, GoesOnAfterInterruptions) {
  ask("Is the descriptor sent, once, when signals interrupt it?", interruptions);
  auto [here, there] = unix_pair();
  const judge::Pipe pipe;
  student.interrupt(Syscall::send, Which{1, 3});
  EXPECT_TRUE(returned(student.call<&lab::send_descriptor>(there, pipe.out)));
  EXPECT_EQ(judge::receive_with(here.descriptor()).descriptors.size(), 1U);
  EXPECT_EQ(here.waiting(), 0U);
}

TEST_F(SendDescriptor, ReportsABadDescriptor) {
  ask("Is a descriptor that is not open reported, at once?", errors);
  auto [here, there] = unix_pair();
  student.at_most(1000);
  EXPECT_TRUE(judge::sending_failed(student.call<&lab::send_descriptor>(there, 99), EBADF));
  EXPECT_EQ(here.waiting(), 0U) << "A byte was sent without it.";
}

struct ReceiveDescriptor : exam::Test {
  /// One byte with so many descriptors: refused, and none stays open.
  void expect_refused(std::size_t count) {
    auto [here, there] = unix_pair();
    const judge::Pipe pipe;
    judge::send_with(here.descriptor(), "x", std::vector<int>(count, pipe.out.get()));
    const auto outcome = student.call<&lab::receive_descriptor>(there);
    EXPECT_TRUE(threw(outcome, "receive_descriptor", EBADMSG)) << count << " descriptors";
    EXPECT_EQ(outcome.leaked, 0) << "Of " << count << " descriptors, some stayed open. The kernel installs as many as "
                                 << "there is room for, and CMSG_SPACE rounds up.";
  }
};

TEST_F(ReceiveDescriptor, RefusesMoreThanOne) {
  ask("Are two descriptors, and more, refused, and none of them left open?", passing);
  for (const std::size_t count : {2U, 3U, 4U, 5U, 20U}) expect_refused(count);
}

TEST_F(ReceiveDescriptor, TakesOneByteOfSeveral) {
  ask("Does a byte that comes with others of its message stay in the stream?", passing);
  auto [here, there] = unix_pair();
  const judge::Pipe pipe;
  judge::send_with(here.descriptor(), "xyz", {pipe.out.get()});
  auto outcome = student.call<&lab::receive_descriptor>(there);
  EXPECT_TRUE(outcome->has_value());
  exam::Peer reader(std::move(there), student);
  EXPECT_EQ(reader.waiting(), 2U);
}

TEST_F(ReceiveDescriptor, ReturnsOneAfterTheOther) {
  ask("Does each call return the descriptor of one byte, in the order in which they were sent?", passing);
  auto [here, there] = unix_pair();
  const judge::Pipe pipe;
  judge::send_with(here.descriptor(), "x", {pipe.out.get()});
  judge::send_with(here.descriptor(), "\0"s, {pipe.in.get()});
  here.end();
  for (const lab::Fd* sent : {&pipe.out, &pipe.in}) {
    auto outcome = student.call<&lab::receive_descriptor>(there);
    ASSERT_TRUE(outcome->has_value());
    EXPECT_TRUE(judge::same_file(outcome->value().get(), sent->get()));
  }
  EXPECT_FALSE(student.call<&lab::receive_descriptor>(there)->has_value());
}

TEST_F(ReceiveDescriptor, WaitsAndGoesOnAfterInterruptions) {
  ask("Does receive_descriptor wait for a descriptor, whatever interrupts it?", interruptions);
  auto [here, there] = unix_pair();
  const judge::Pipe pipe;
  student.interrupt(Syscall::recv, Which{1, 3});
  student.interrupt(Syscall::wait, Which{1, 3});
  auto call = student.start<&lab::receive_descriptor>(there);
  student.until_it_waits();
  judge::send_with(here.descriptor(), "x", {pipe.out.get()});
  auto outcome = call.get();
  EXPECT_TRUE(outcome->has_value());
  EXPECT_EQ(outcome.leaked, 0) << is_borrowed;
}

TEST_F(ReceiveDescriptor, ReportsOtherErrors) {
  ask("Is every other error of recvmsg(2) reported, at once?", errors);
  auto [here, there] = unix_pair();
  here.send("x");  // for whoever waits by poll(2) before
  student.at_most(1000);
  student.fail(Syscall::recv, every(), ECONNRESET);
  EXPECT_TRUE(judge::receiving_failed(student.call<&lab::receive_descriptor>(there), ECONNRESET));
}

}  // namespace hidden
