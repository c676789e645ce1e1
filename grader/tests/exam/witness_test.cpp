// The witness: does it see every call, do faults strike where they were ordered, and does everything else behave as the
// kernel does?
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "exam/test.hpp"
#include "exam/verdict.hpp"
#include "odd.hpp"

namespace {

using namespace exam;

struct Faults : exam::Test {};

TEST_F(Faults, InterruptTheNth) {
  ask("Is the second recv interrupted, and only that?");
  auto [here, there] = stream_pair();
  here.send("abc");
  student.interrupt(Syscall::recv, nth(2));
  EXPECT_EQ(*student.call<&odd::read_once>(there, 1), "a");
  EXPECT_TRUE(threw(student.call<&odd::read_once>(there, 1), "read", EINTR));
  EXPECT_EQ(*student.call<&odd::read_once>(there, 1), "b");
}

TEST_F(Faults, FailFromTheNthOn) {
  ask("Does every call from the nth on fail with the errno that was ordered, raw system calls too?");
  auto [here, there] = stream_pair();
  here.send("abc");
  student.fail(Syscall::recv, from(2), EIO);
  EXPECT_EQ(*student.call<&odd::raw_receive>(there, 1), 1);
  EXPECT_EQ(*student.call<&odd::raw_receive>(there, 1), -1);
  EXPECT_TRUE(threw(student.call<&odd::read_once>(there, 1), "read", EIO));
}

TEST_F(Faults, ShortenedTransfersMoveJustThat) {
  ask("Does a shortened send send its first bytes, and a shortened recv leave the rest for the next?");
  auto [here, there] = stream_pair();
  student.shorten(Syscall::send, nth(1), 2);
  EXPECT_EQ(*student.call<&odd::write_once>(there, std::string("abcd")), 2U);
  EXPECT_EQ(here.receive(2), "ab");
  EXPECT_EQ(here.waiting(), 0U);
  here.send("wxyz");
  student.shorten(Syscall::recv, nth(1), 3);
  EXPECT_EQ(*student.call<&odd::read_once>(there, 4), "wxy");
  EXPECT_EQ(*student.call<&odd::read_once>(there, 4), "z");
}

TEST_F(Faults, CountsOnlyTheCallsThatItIsFor) {
  ask("Can a fault be for calls whose text holds something, and do the others not count?");
  auto [here, there] = stream_pair();
  here.send("abcdef");
  student.fail(Syscall::recv, Which{1, 1, ", 2)"}, EIO);  // read(…, 2)
  EXPECT_EQ(*student.call<&odd::read_once>(there, 1), "a");
  EXPECT_TRUE(threw(student.call<&odd::read_once>(there, 2), "read", EIO));
  EXPECT_EQ(*student.call<&odd::read_once>(there, 2), "bc");
}

struct Files : exam::Test {};

TEST_F(Files, AReplacedOneIsReadInstead) {
  ask("Does the code find the test's text in a replaced file, by open and by openat, from its beginning each time, and "
      "other files as they are?");
  const std::string path = "/etc/hosts of the test";
  EXPECT_TRUE(threw(student.call<&odd::read_file>(path), "open", ENOENT));
  student.replace_file(path, "some text");
  EXPECT_EQ(*student.call<&odd::read_file>(path), "some text");
  auto again = student.call<&odd::read_file_by_openat>(path);
  EXPECT_EQ(*again, "some text");
  EXPECT_EQ(again.leaked, 0);
  EXPECT_TRUE(threw(student.call<&odd::read_file>(path + "!"), "open", ENOENT));
  EXPECT_TRUE(threw(student.call<&odd::read_file>(path.substr(0, 8)), "open", ENOENT));
  EXPECT_EQ(student.count(Syscall::any), student.count(Syscall::recv) + student.count(Syscall::close));
}

TEST_F(Faults, AnInterruptedCloseHasClosed) {
  ask("After EINTR from close, has the peer got its end of file, is a second close seen, and is nothing counted as a "
      "leak?");
  auto [here, there] = stream_pair();
  student.interrupt(Syscall::close, nth(1));
  auto outcome = student.call<&odd::close_twice>(std::move(there));
  EXPECT_EQ(*outcome / 1000, EINTR);
  EXPECT_EQ(student.count(Syscall::close), 2);
  EXPECT_EQ(here.receive_all(), "");
  EXPECT_TRUE(here.ended());
}

struct Waits : exam::Test {};

TEST_F(Waits, ABlockedRecvGetsWhatComesLater) {
  ask("Does a recv that waits see the bytes, one release at a time?");
  auto [here, there] = stream_pair();
  auto reply = student.start<&odd::read_all_waiting>(there, 5);
  EXPECT_TRUE(here.trickle("hello"));
  EXPECT_EQ(*reply.get(), "hello");
}

TEST_F(Waits, MessagesAndThreadsAndChildren) {
  ask("Are recvmsg, other threads and children served as well?");
  auto [here, there] = stream_pair();
  here.send("abcd");
  EXPECT_EQ(*student.call<&odd::read_by_message>(there, 4), "abcd");
  auto in_thread = student.start<&odd::receive_in_a_thread>(there, 3);
  EXPECT_TRUE(student.until_it_waits());
  here.send("xyz");
  EXPECT_EQ(*in_thread.get(), "xyz");
  auto in_child = student.start<&odd::receive_in_a_child>(there, 3);
  EXPECT_TRUE(student.until_it_waits());
  here.send("12");
  EXPECT_EQ(*in_child.get(), "cc");
}

TEST_F(Waits, PollSelectAndEpollAnswerAlike) {
  ask("Do poll, select and epoll_wait tell what is there, and nothing before?");
  auto [here, there] = stream_pair();
  EXPECT_EQ(*student.call<&odd::wait_readable>(there, 0), 0);
  EXPECT_EQ(*student.call<&odd::select_readable>(there, 0), 0);
  EXPECT_EQ(*student.call<&odd::epoll_readable>(there, 0), 0);
  auto waiting = student.start<&odd::wait_readable>(there, -1);
  EXPECT_TRUE(student.until_it_waits());
  here.send("x");
  EXPECT_EQ(*waiting.get(), 1000 + POLLIN);
  EXPECT_EQ(*student.call<&odd::select_readable>(there, -1), 1001);
  EXPECT_EQ(*student.call<&odd::epoll_readable>(there, -1), 1077);
}

TEST_F(Waits, TimePassesWhenTheScriptSaysSo) {
  ask("Does an hour's wait end at once when nothing more will come?");
  auto [here, there] = stream_pair();
  student.let_time_pass();
  EXPECT_EQ(*student.call<&odd::wait_readable>(there, 3'600'000), 0);
  EXPECT_EQ(*student.call<&odd::select_readable>(there, 3'600'000), 0);
  const timeval hour{3600, 0};
  ASSERT_EQ(::setsockopt(there.get(), SOL_SOCKET, SO_RCVTIMEO, &hour, sizeof hour), 0);
  EXPECT_TRUE(threw(student.call<&odd::read_once>(there, 1), "read", EAGAIN));
}

TEST_F(Waits, AWaitForNothingIsNoticed) {
  ask("Is a recv that can never end told as such, soon?");
  auto [here, there] = stream_pair();
  auto reply = student.start<&odd::read_once>(there, 1);
  EXPECT_THROW(reply.get(), TimedOut);
  EXPECT_NE(current_notes().message.find("read("), std::string::npos);
  current_notes().verdict = Verdict::passed;
}

TEST_F(Waits, ABlockingSendSendsAll) {
  ask("Does a blocking send of more than the buffers hold wait and send all of it?");
  auto [here, there] = stream_pair();
  auto reply = student.start<&odd::write_until_full>(there, 20);
  EXPECT_EQ(here.receive(20U << 20).size(), 20U << 20);
  EXPECT_TRUE(returned(reply.get()));
}

TEST_F(Waits, NonBlockingStaysNonBlocking) {
  ask("Is a non-blocking socket told EAGAIN?");
  auto [here, there] = stream_pair();
  ASSERT_EQ(::fcntl(there.get(), F_SETFL, O_NONBLOCK), 0);
  EXPECT_TRUE(threw(student.call<&odd::read_once>(there, 1), "read", EAGAIN));
}

struct Sees : exam::Test {};

TEST_F(Sees, LeaksAndInheritance) {
  ask("Are leaked descriptors counted, and those that exec would inherit?");
  const auto outcome = student.call<&odd::leak_descriptors>(3);
  EXPECT_EQ(outcome.leaked, 3);
  EXPECT_EQ(outcome.inherited, 3);
}

TEST_F(Sees, CallsWithArgumentsAndResults) {
  ask("Does the timeline name call, arguments and result?");
  auto [here, there] = stream_pair();
  here.send("hi");
  student.call<&odd::read_once>(there, 10);
  const auto calls = student.calls(Syscall::recv);
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].name, "read");
  EXPECT_EQ(calls[0].result, 2);
  EXPECT_EQ(calls[0].bytes, "hi");
  const auto lines = student.timeline().lines();
  EXPECT_NE(lines.back().find(", …, 10) = 2 \"hi\""), std::string::npos) << lines.back();
}

TEST_F(Sees, TooManyCallsEndTheTest) {
  ask("Is code that repeats itself without end stopped by count, not by time?");
  student.at_most(50);
  EXPECT_THROW(student.call<&odd::leak_descriptors>(100), TimedOut);
  current_notes().verdict = Verdict::passed;
}

TEST_F(Sees, AcceptThroughTheWitness) {
  ask("Is a connection accepted through the witness a descriptor of the student's, without close-on-exec unless asked "
      "for?");
  auto listening = listener();
  auto client = connect(listening.address());
  EXPECT_GE(*student.call<&odd::accept_raw>(listening.fd()), 3);
}

TEST_F(Sees, Output) {
  ask("Is what the student's code prints collected?");
  student.call<&odd::print>(std::string("hello"));
  EXPECT_EQ(student.output(), "hello");
}

}  // namespace
