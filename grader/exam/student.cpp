#include "exam/student.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <set>
#include <thread>

#include "exam/mode.hpp"
#include "exam/process.hpp"
#include "exam/verdict.hpp"
#include "exam/witness/decode.hpp"

namespace exam {

void detail::throw_if_not_started(const wire::Thrown& thrown) {
  if (thrown.type == "lab::NotStarted")
    throw NotStarted(note_verdict(Verdict::not_started, printable(thrown.what, 200)));
}

void detail::refuse(wire::Status status) {
  if (status == wire::Status::no_such)
    throw std::logic_error("the lab's functions.hpp does not list a function that a test calls");
  throw wire::Malformed("a reply that is none");
}

Student::Student() {
  try {
    process_ = std::make_unique<Process>();
  } catch (const Crashed& crash) {
    note_verdict(Verdict::crashed, crash.what());
    throw;
  } catch (const TimedOut& timeout) {
    note_verdict(Verdict::timed_out, timeout.what());
    throw;
  } catch (const LaunchFailed& fault) {
    std::fprintf(stderr, "examiner: %s\n", fault.what());
    std::_Exit(70);
  }
}

Student::~Student() {
  current_notes().timeline = mode().whole_timelines ? timeline().all_lines() : timeline().lines();
  current_notes().output = output();
}

void Student::begin(wire::Writer request) {
  if (process_->busy) throw std::logic_error("a test starts a call while another one runs");
  if (std::exchange(process_->close_stdin, false)) {
    wire::Writer close;
    put(close, wire::Request::close_stdin);
    process_->send(close);
    process_->wait_until_done();
  }
  if (!process_->before) process_->before = process_->descriptors();
  process_->lent = request.lent;
  process_->needs_clean_up = !request.descriptors.empty();
  {
    const std::lock_guard lock(process_->witness().mutex());
    process_->session().in_call = true;
    process_->session().starved = false;
    process_->session().calls_made = 0;
  }
  process_->busy = true;
  process_->send(request);
}

wire::Message Student::finish(int& leaked, int& inherited) {
  wire::Message message = receive();
  process_->busy = false;
  bool pure = false;
  {
    const std::lock_guard lock(process_->witness().mutex());
    process_->session().in_call = false;
    pure = process_->session().calls_made == 0;
  }
  for (const lab::Fd& given : message.descriptors) {
    if (process_->is_its_control(given.get())) throw_no_reply();
  }
  const auto returned = static_cast<int>(message.descriptors.size());
  if (pure && !process_->needs_clean_up && returned == 0) return message;  // nothing can have been opened or closed
  const auto after = process_->descriptors();
  leaked = static_cast<int>(after.size()) - static_cast<int>(process_->before->size()) - process_->lent - returned;
  inherited = process_->count_inherited(*process_->before);
  process_->before.reset();
  if (process_->needs_clean_up || returned > 0) {
    wire::Writer clean_up;
    put(clean_up, wire::Request::clean_up);
    process_->send(clean_up);
    process_->wait_until_done();
  }
  return message;
}

/// The reply. Nothing more comes from the test until it is there, so a stopped clock moves on by itself.
wire::Message Student::receive() {
  Session& session = process_->session();
  bool flowed_before = false;
  {
    const std::lock_guard lock(process_->witness().mutex());
    flowed_before = std::exchange(session.time_flows, session.clock.stopped());
    if (session.time_flows) process_->witness().let_time_flow(session);
  }
  wire::Message message = process_->receive();
  const std::lock_guard lock(process_->witness().mutex());
  session.time_flows = flowed_before;
  return message;
}

wire::Message Student::send_and_wait(wire::Writer request) {
  begin(std::move(request));
  wire::Message message = receive();
  process_->busy = false;
  const std::lock_guard lock(process_->witness().mutex());
  process_->session().in_call = false;
  return message;
}

namespace {
void order(Process& process, Fault fault) {
  const std::lock_guard lock(process.witness().mutex());
  process.session().faults.push_back(std::move(fault));
}
}  // namespace

void Student::interrupt(Syscall call, Which which) {
  order(*process_, {call, which, Fault::Kind::interrupt, 0, 0, {}, 0});
}
bool Student::interrupt_now() {
  if (!until_it_waits()) return false;
  const std::lock_guard lock(process_->witness().mutex());
  return process_->witness().interrupt(process_->session());
}
void Student::fail(Syscall call, Which which, int error) {
  order(*process_, {call, which, Fault::Kind::fail, error, 0, {}, 0});
}
void Student::shorten(Syscall call, Which which, std::size_t bytes) {
  order(*process_, {call, which, Fault::Kind::shorten, 0, bytes, {}, 0});
}
void Student::prepare(Syscall call, Which which, std::function<void(int)> before) {
  order(*process_, {call, which, Fault::Kind::prepare, 0, 0, std::move(before), 0});
}

void Student::replace_file(const std::string& path, const std::string& text) {
  const std::lock_guard lock(process_->witness().mutex());
  process_->session().files[path] = text;
}

void Student::watch_file(const lab::Fd& file) {
  const std::lock_guard lock(process_->witness().mutex());
  process_->session().watched_files.insert(inode_of(file.get()));
}

void Student::introduce_peer(pid_t pid, uid_t uid, gid_t gid) {
  const std::lock_guard lock(process_->witness().mutex());
  process_->session().peer = ucred{pid, uid, gid};
}

void Student::stop_the_clock() {
  const std::lock_guard lock(process_->witness().mutex());
  process_->session().clock.stop();
}

void Student::let_time_pass() {
  const std::lock_guard lock(process_->witness().mutex());
  process_->session().clock.stop();
  process_->session().time_flows = true;
  process_->witness().let_time_flow(process_->session());
}

bool Student::pass(std::chrono::nanoseconds time) {
  if (!until_it_waits()) return false;
  Session& session = process_->session();
  const std::lock_guard lock(process_->witness().mutex());
  return process_->witness().move_clock(session, session.clock.now() + time);
}

std::chrono::nanoseconds Student::elapsed() const {
  const std::lock_guard lock(process_->witness().mutex());
  return process_->session().clock.moved();
}

void Student::at_most(int calls) {
  const std::lock_guard lock(process_->witness().mutex());
  process_->session().most_calls = calls;
}

void Student::close_standard_input() { process_->close_stdin = true; }

bool Student::until_it_waits() {
  const auto start = std::chrono::steady_clock::now();
  const auto end = start + patience(std::chrono::seconds(30));
  for (auto now = start; busy() && now < end; now = std::chrono::steady_clock::now()) {
    {
      const std::lock_guard lock(process_->witness().mutex());
      const Session& session = process_->session();
      // Where only the test moves the clock, what comes is to come at the same place each time: once the code waits,
      // and not while it is about to. Code that never waits, but asks again and again, does not gain from that.
      const bool starves = session.starved && (!session.clock.stopped() || now - start > std::chrono::seconds(1));
      if (starves || process_->witness().state(session) != Witness::State::running) return true;
    }
    if (mode().patient) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::this_thread::yield();
  }
  return false;
}

bool Student::may_go_on() const {
  if (!busy()) return false;
  const std::lock_guard lock(process_->witness().mutex());
  return process_->witness().state(process_->session()) != Witness::State::for_ever;
}

void Student::throw_if_not_started() const {
  if (process_->has_replied_not_started()) throw NotStarted(note_verdict(Verdict::not_started, "not started yet"));
}

void Student::something_comes() {
  const std::lock_guard lock(process_->witness().mutex());
  process_->session().starved = false;
}

std::vector<Call> Student::calls(Syscall kind) const { return timeline().calls(kind); }
std::vector<int> Student::descriptors() const { return process_->descriptors(); }

std::string Student::signal_handling() const {
  const pid_t pid = process_->pid();
  return "ignored " + status_field(pid, "SigIgn:") + ", caught " + status_field(pid, "SigCgt:");
}

int Student::umask() const { return std::stoi(status_field(process_->pid(), "Umask:"), nullptr, 8); }

pid_t Student::pid() const { return process_->pid(); }

pid_t Student::own_pid() const {
  const std::string numbers = status_field(pid(), "NSpid:");  // "4711\t12": the last is its own
  return std::stoi(numbers.substr(numbers.find_last_of(" \t") + 1));
}

std::string Student::output() const {
  const std::lock_guard lock(process_->witness().mutex());
  process_->witness().collect_output();
  return process_->session().output;
}

Timeline& Student::timeline() { return process_->session().timeline; }
const Timeline& Student::timeline() const { return process_->session().timeline; }
bool Student::busy() const { return process_->busy && !process_->has_replied(); }

bool closed_again(const Student& student) {
  std::set<int> gone;
  for (const Call& call : student.calls(Syscall::close)) {
    if (gone.contains(call.descriptor)) return true;
    if (call.error == EINTR) gone.insert(call.descriptor);
  }
  return false;
}

}  // namespace exam
