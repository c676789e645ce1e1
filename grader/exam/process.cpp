#include "exam/process.hpp"

#include <dirent.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>

#include "exam/crash.hpp"
#include "exam/mode.hpp"
#include "exam/outcome.hpp"
#include "exam/verdict.hpp"
#include "wire/call.hpp"

namespace exam {
namespace {

using namespace std::chrono_literals;

// Limits that only bound failure: nothing that is right comes near them.
constexpr auto longest_call = 30s;       // by the wall clock
constexpr auto most_cpu = 3s;            // computing, within one call
constexpr auto longest_standstill = 1s;  // waiting without limit for what is not there
std::chrono::seconds the_budget = 5min;  // all tests together: a submission that is slow everywhere shall end, too

// When the first test began; the budget counts from here.
std::chrono::steady_clock::time_point first_test() {
  static const auto first = std::chrono::steady_clock::now();
  return first;
}

// Of one call, so that what is left of the budget bounds it, too.
std::chrono::milliseconds longest_of_a_call() {
  const auto left = first_test() + the_budget - std::chrono::steady_clock::now();
  return std::clamp(std::chrono::ceil<std::chrono::milliseconds>(left), std::chrono::milliseconds(500),
                    std::chrono::milliseconds(longest_call));
}

Forked fork_or_restart() {
  if (std::chrono::steady_clock::now() - first_test() > the_budget) {
    throw TimedOut("The tests before this one took so long that it did not get its turn.");
  }
  try {
    return Worker::instance().fork_for_test();
  } catch (const Crashed&) {
    Worker::discard();  // the test before may have taken it along
    return Worker::instance().fork_for_test();
  }
}

}  // namespace

void set_budget(std::chrono::seconds budget) { the_budget = budget; }

Process::Process() : forked_(fork_or_restart()), worker_(&Worker::instance()), witness_(&worker_->witness()) {
  witness_->add(forked_.pid, session_);
  pass_interrupts_to(forked_.pid);
}

Process::~Process() {
  pass_interrupts_to(0);
  {
    const std::lock_guard lock(witness_->mutex());
    session_.in_call = false;
    if (const auto target = witness_->target(session_)) target->kill(SIGKILL);
  }
  if (!gone_) worker_->wait_status(forked_.worker_pid);
  witness_->remove(session_);
  if (!worker_->clear_leftovers()) Worker::discard();
}

void Process::send(const wire::Writer& request) {
  try {
    wire::send_message(forked_.control.get(), request.bytes, request.descriptors);
  } catch (const std::system_error&) {
    ended();
  }
}

void Process::ended() {
  const auto status = gone_ ? std::nullopt : worker_->wait_status(forked_.worker_pid);
  if (mode().patient && status && WIFSIGNALED(*status) && WTERMSIG(*status) == SIGKILL)
    std::_Exit(0);  // the debugger was left: there is nothing to tell
  const auto closed = status || gone_ ? std::nullopt : worker_->closed_because();
  gone_ = true;
  if (closed) throw Crashed(note_verdict(Verdict::crashed, std::string(*closed)));
  const std::lock_guard lock(witness_->mutex());
  witness_->collect_output();
  session_.in_call = false;
  if (session_.printed > most_printed) {
    throw Crashed(note_verdict(Verdict::crashed,
                               "Your code printed more than 16 MiB, and was stopped. Look for a loop that prints."));
  }
  if (session_.too_many) {
    const std::string why =
        "Your code repeats itself: it made more than " + std::to_string(session_.most_calls) + " system calls.";
    throw TimedOut(note_verdict(Verdict::timed_out, why));
  }
  throw Crashed(note_verdict(Verdict::crashed, describe_crash(status, session_.output)));
}

void Process::give_up(const std::string& why) {
  {
    const std::lock_guard lock(witness_->mutex());
    session_.in_call = false;
    if (const auto target = witness_->target(session_)) target->kill(SIGKILL);
  }
  throw TimedOut(note_verdict(Verdict::timed_out, why));
}

bool Process::has_replied() const {
  pollfd entry{forked_.control.get(), POLLIN, 0};
  return ::poll(&entry, 1, 0) > 0;
}

bool Process::has_replied_not_started() const {
  std::array<char, 256> beginning{};
  const ssize_t size = ::recv(forked_.control.get(), beginning.data(), beginning.size(), MSG_PEEK | MSG_DONTWAIT);
  return size > 0 && std::string_view(beginning.data(), static_cast<std::size_t>(size)).find("lab::NotStarted") !=
                         std::string_view::npos;
}

wire::Message Process::receive() {
  const auto start = std::chrono::steady_clock::now();
  std::optional<std::chrono::milliseconds> cpu_start;
  const auto longest = longest_of_a_call();
  auto still_since = start;
  unsigned long last_events = 0;
  for (;;) {
    pollfd entry{forked_.control.get(), POLLIN, 0};
    if (::poll(&entry, 1, 50) > 0) break;
    if (mode().patient) continue;
    const auto now = std::chrono::steady_clock::now();
    {
      const std::lock_guard lock(witness_->mutex());
      const bool stands_still = witness_->state(session_) == Witness::State::for_ever && session_.events == last_events;
      last_events = session_.events;
      if (!stands_still) still_since = now;
    }
    if (now - still_since > longest_standstill) {
      std::string call;
      {
        const std::lock_guard lock(witness_->mutex());
        call = witness_->waiting_call(session_);
      }
      give_up("Your code waits for something that will not come: " + call + ".");
    }
    const auto cpu = cpu_time_of_descendants();  // its children's, too
    if (cpu - cpu_start.value_or(cpu) > most_cpu) give_up("Your code computes without end: an endless loop?");
    if (!cpu_start) cpu_start = cpu;
    if (now - start > longest) {
      const auto seconds = std::max<long>(std::chrono::round<std::chrono::seconds>(longest).count(), 1);
      give_up("The function did not come back within " + std::to_string(seconds) + " s.");
    }
  }
  wire::Message message;
  try {
    const auto received = wire::receive_message(forked_.control.get(), message, patience(10s));
    if (received == wire::Received::message) {
      check_no_report();
      return message;
    }
    if (received == wire::Received::timed_out) throw wire::Malformed("the reply does not end");
  } catch (const wire::Malformed&) {
    throw_no_reply();
  }
  ended();
}

void Process::check_no_report() {
  const std::lock_guard lock(witness_->mutex());
  if (!session_.report_seen) return;
  session_.in_call = false;
  throw Crashed(note_verdict(
      Verdict::crashed, "Your code printed what looks like a sanitizer's report, and went on. Print something else."));
}

void Process::wait_until_done() {
  wire::Message message;
  try {
    const auto received = wire::receive_message(forked_.control.get(), message, patience(10s));
    if (received == wire::Received::timed_out) give_up("The process did not answer within 10 seconds.");
    if (received == wire::Received::end_of_file) ended();
  } catch (const wire::Malformed&) {
    throw_no_reply();
  }
}

std::vector<int> Process::descriptors() const {
  std::vector<int> numbers;
  const std::string path = "/proc/" + std::to_string(forked_.pid) + "/fd";
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), &::closedir);
  if (!folder) return numbers;  // it has ended, which shows elsewhere
  while (const dirent* entry = ::readdir(folder.get())) {
    if (entry->d_name[0] == '.') continue;
    const int number = std::atoi(entry->d_name);
    if (session_.tombstones.contains(number)) {
      char target[32]{};
      const ssize_t size = ::readlinkat(::dirfd(folder.get()), entry->d_name, target, sizeof target - 1);
      if (size > 0 && std::string(target).starts_with("/memfd:closed")) continue;
    }
    numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

int Process::count_inherited(const std::vector<int>& known) const {
  int count = 0;
  for (const int number : descriptors()) {
    if (std::binary_search(known.begin(), known.end(), number)) continue;
    std::ifstream info("/proc/" + std::to_string(forked_.pid) + "/fdinfo/" + std::to_string(number));
    for (std::string line; std::getline(info, line);) {
      if (!line.starts_with("flags:")) continue;
      const unsigned long flags = std::stoul(line.substr(6), nullptr, 8);
      if ((flags & 02000000) == 0) ++count;  // O_CLOEXEC
    }
  }
  return count;
}

}  // namespace exam
