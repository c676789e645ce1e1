// In the place of exam/student.cpp: student code is called in this very process, by the worker's own dispatch, and
// every call is over when it has been started. An emulator of one program's instructions has no witness, no faults and
// no other clock: a test that asks for them is skipped, and so counted.
#include "exam/student.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "functions.hpp"
#include "worker/dispatch.hpp"

namespace exam {

class Process {
 public:
  worker::State state;
  wire::Message reply;
  Timeline timeline;
};

namespace {

/// Descriptors cross as copies, as by SCM_RIGHTS.
std::vector<lab::Fd> copies(const std::vector<int>& descriptors) {
  std::vector<lab::Fd> all;
  for (const int one : descriptors) all.emplace_back(::fcntl(one, F_DUPFD_CLOEXEC, 0));
  return all;
}

[[noreturn]] void needs_the_witness() {
  [] { GTEST_SKIP() << "needs the witness"; }();
  throw testing::AssertionException(testing::TestPartResult(testing::TestPartResult::kSkip, nullptr, -1, ""));
}

}  // namespace

void detail::throw_if_not_started(const wire::Thrown& thrown) {
  if (thrown.type == "lab::NotStarted") throw NotStarted(thrown.what);
}
void detail::refuse(wire::Status) {
  throw std::logic_error("the lab's functions.hpp does not list a function that a test calls");
}

Student::Student() : process_(std::make_unique<Process>()) {}
Student::~Student() = default;

void Student::begin(wire::Writer request) {
  wire::Message message{std::move(request.bytes), copies(request.descriptors), 0};
  wire::Reader from(message);
  const bool batch = wire::get<wire::Request>(from) == wire::Request::batch;
  wire::Writer reply = worker::answer(worker::entries(Functions{}), process_->state, from, batch);
  process_->reply = {std::move(reply.bytes), copies(reply.descriptors), 0};
  process_->state.held.clear();
}

wire::Message Student::receive() { return std::move(process_->reply); }
wire::Message Student::finish(int&, int&) { return receive(); }
wire::Message Student::send_and_wait(wire::Writer request) {
  begin(std::move(request));
  return receive();
}

bool Student::until_it_waits() { return false; }
bool Student::busy() const { return false; }
bool Student::may_go_on() const { return false; }
void Student::throw_if_not_started() const {}
void Student::something_comes() {}
pid_t Student::pid() const { return ::getpid(); }
pid_t Student::own_pid() const { return ::getpid(); }
Timeline& Student::timeline() { return process_->timeline; }
const Timeline& Student::timeline() const { return process_->timeline; }

void Student::interrupt(Syscall, Which) { needs_the_witness(); }
void Student::fail(Syscall, Which, int) { needs_the_witness(); }
void Student::shorten(Syscall, Which, std::size_t) { needs_the_witness(); }
bool Student::interrupt_now() { needs_the_witness(); }
void Student::prepare(Syscall, Which, std::function<void(int)>) { needs_the_witness(); }
void Student::replace_file(const std::string&, const std::string&) { needs_the_witness(); }
void Student::introduce_peer(pid_t, uid_t, gid_t) { needs_the_witness(); }
void Student::stop_the_clock() { needs_the_witness(); }
void Student::let_time_pass() { needs_the_witness(); }
bool Student::pass(std::chrono::nanoseconds) { needs_the_witness(); }
std::chrono::nanoseconds Student::elapsed() const { needs_the_witness(); }
void Student::at_most(int) { needs_the_witness(); }
void Student::close_standard_input() { needs_the_witness(); }
std::vector<Call> Student::calls(Syscall) const { needs_the_witness(); }
std::vector<int> Student::descriptors() const { needs_the_witness(); }
std::string Student::signal_handling() const { needs_the_witness(); }
int Student::umask() const { needs_the_witness(); }
std::string Student::output() const { needs_the_witness(); }

}  // namespace exam
