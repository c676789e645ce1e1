// 02.5 start_child, end_child.
#pragma once

#include "common.hpp"

namespace hidden {

struct StartChild : exam::Test {};

TEST_F(StartChild, TheParentSeesThatItsChildWasKilled) {
  ask("Does the parent read end of file when a signal has ended the child?", children);
  auto [here, there] = unix_pair();
  auto run = student.call<&given::talk>(Work::die, there, "");
  EXPECT_EQ(run->said, "");
  EXPECT_EQ(run->status, 128 + SIGKILL);
}

TEST_F(StartChild, TheChildFinishesWhenItsParentWasKilled) {
  ask("Does a child read end of file when a signal has ended its parent, and finish its work?", children);
  auto [here, there] = unix_pair();
  EXPECT_EQ(student.call<&given::close_and_wait>(Work::two_bytes, there)->status, 7);  // else it is not started
  auto run = student.call<&given::start_and_be_killed>(Work::answer_later);
  EXPECT_EQ(run->status, 128 + SIGKILL);
  EXPECT_EQ(run->said, "still here");
}

TEST_F(StartChild, TheChildIsAChild) {
  ask("Is the child a child of the caller, and its pid the one that was returned?", children);
  auto [here, there] = unix_pair();
  EXPECT_EQ(student.call<&given::talk>(Work::tell_its_parent, there, "")->status, 0);
  EXPECT_EQ(here.receive(std::to_string(student.own_pid()).size()), std::to_string(student.own_pid()));
}

TEST_F(StartChild, AnExceptionEndsTheChildAlone) {
  ask("Does a child whose work throws end, with status 1, and never return?", children);
  auto [here, there] = unix_pair();
  EXPECT_EQ(student.call<&given::close_and_wait>(Work::fail, there)->status, 1);
  EXPECT_EQ(student.call<&given::close_and_wait>(Work::two_bytes, there)->status, 7);
}

TEST_F(StartChild, TheChildWritesNothingOfItsParents) {
  ask("Are words that stdio holds back for the parent written once? (exit(3) in the child writes them, too.)",
      children);
  auto [here, there] = unix_pair();
  EXPECT_EQ(student.call<&given::close_and_wait_with_words>(Work::tell_the_end, there, "written once")->status, 0);
  const std::string output = student.output();
  const std::size_t first = output.find("written once");
  EXPECT_NE(first, std::string::npos);
  EXPECT_EQ(output.find("written once", first + 1), std::string::npos)
      << "It was written twice: _exit(2) writes nothing.";
}

TEST_F(StartChild, BothEndsAreCloseOnExec) {
  ask("Are both ends of the connection closed on exec?", descriptors);
  auto [here, there] = unix_pair();
  const auto outcome = student.call<&given::start>(Work::echo, there);
  EXPECT_TRUE(returned(outcome));
  EXPECT_EQ(outcome.inherited, 0) << "socketpair(2) takes SOCK_CLOEXEC in its type.";
  EXPECT_EQ(student.call<&given::close_and_wait>(Work::tell_its_flags, there)->status, 0);
  EXPECT_EQ(here.receive(13), "close-on-exec") << "the child's end";
}

TEST_F(StartChild, ReportsAFailedSocketpair) {
  ask("Is a failed socketpair(2) reported?", errors);
  student.fail(Syscall::socketpair, nth(1), EMFILE);
  EXPECT_TRUE(threw(student.call<&given::start>(Work::echo, -1), "socketpair", EMFILE));
}

TEST_F(StartChild, ReportsAFailedFork) {
  ask("Is a failed fork(2) reported, and are both ends closed?", errors);
  student.fail(Syscall::fork, nth(1), EAGAIN);
  const auto outcome = student.call<&given::start>(Work::echo, -1);
  EXPECT_TRUE(judge::threw_any(outcome, {"fork", "clone", "clone3"}, EAGAIN));
  EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
}

struct EndChild : exam::Test {
  /// The outcome of end_child on a new child with this work.
  exam::Outcome<int> end_one(Work work) {
    auto [here, there] = unix_pair();
    auto child = student.call<&given::start>(work, there);
    child.value();
    auto call = student.start<&lab::end_child>(*child);
    child->connection.reset();
    return call.get();
  }
};

TEST_F(EndChild, ClosesFirstAndWaitsThen) {
  ask("Does a child end that waits for the end of the stream?", children);
  auto outcome = end_one(Work::echo);
  EXPECT_EQ(*outcome, 0);
  EXPECT_FALSE(*student.call<&given::has_children>()) << "Nobody has waited for the child: waitpid(2).";
}

TEST_F(EndChild, WaitsOnAfterInterruptions) {
  ask("Does end_child wait on when a signal interrupts it?", interruptions);
  student.interrupt(Syscall::reap, Which{1, 3});
  auto outcome = end_one(Work::two_bytes);
  EXPECT_EQ(*outcome, 7);
  EXPECT_FALSE(*student.call<&given::has_children>());
}

TEST_F(EndChild, WaitsForThisChildAlone) {
  ask("Is it the status of this child that is returned, and not of another that has ended?", children);
  auto [here, there] = unix_pair();
  auto other = student.call<&given::start>(Work::two_bytes, there);
  exam::Peer its_end(std::move(other->connection), student);
  its_end.receive_all();  // it has ended
  auto outcome = end_one(Work::tell_its_parent);
  EXPECT_EQ(*outcome, 0);
}

TEST_F(EndChild, ReportsThatThereIsNoSuchChild) {
  ask("Is a failed waitpid(2) reported, and the connection closed all the same?", errors);
  student.fail(Syscall::reap, nth(1), ECHILD);
  const auto outcome = end_one(Work::echo);
  EXPECT_TRUE(judge::threw_any(outcome, {"waitpid", "wait4", "waitid", "wait"}, ECHILD));
  EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
}

}  // namespace hidden
