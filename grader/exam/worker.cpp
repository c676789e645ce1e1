#include "exam/worker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

#include "exam/crash.hpp"
#include "exam/mode.hpp"
#include "exam/outcome.hpp"
#include "support/errors.hpp"
#include "wire/box_status.hpp"
#include "wire/call.hpp"
#include "wire/value.hpp"

namespace exam {
namespace {

using namespace std::chrono_literals;

WorkerCommand the_command;
std::unique_ptr<Worker> the_worker;
int failed_starts = 0;
std::exception_ptr last_failure;

struct Pair {
  lab::Fd here;
  lab::Fd there;
};

Pair control_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == -1) lab::throw_errno("socketpair");
  Pair pair{lab::Fd(ends[0]), lab::Fd(ends[1])};
  const int on = 1;  // the kernel tells who sends, in this process's own numbering
  if (::setsockopt(pair.here.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == -1) lab::throw_errno("setsockopt");
  return pair;
}

// In the child: only calls that are safe after fork(2).
[[noreturn]] void become(char* const* arguments, int control, int output) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::setpgid(0, 0);
  // Where memory runs out, the worker is to be ended, not the examiner.
  const int score = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (::write(score, "1000", 4) == -1) ::_exit(70);
  ::close(score);
  ::signal(SIGPIPE, SIG_DFL);  // whatever whoever started us thinks of it
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, 0);
  ::dup2(output, 1);
  ::dup2(output, 2);
  ::dup2(control, wire::control_descriptor);
  ::syscall(SYS_close_range, 3, wire::control_descriptor - 1, 0);
  ::syscall(SYS_close_range, wire::control_descriptor + 1, ~0U, 0);
  ::execvp(arguments[0], arguments);
  ::_exit(70);
}

// Student code can write to the other end, and bring it to an end: what is no message ends the conversation.
wire::Received receive_any(int socket, wire::Message& message, std::chrono::milliseconds deadline) {
  try {
    return wire::receive_message(socket, message, deadline);
  } catch (const wire::Malformed&) {
  } catch (const std::system_error&) {
  }
  return wire::Received::end_of_file;
}

// "NSpid: 4711 1": its number here, and in its own namespace.
bool is_first_of_its_namespace(pid_t pid) {
  const std::string numbers = status_field(pid, "NSpid:");
  return numbers.ends_with("\t1");
}

}  // namespace

Worker::Worker(const WorkerCommand& command) {
  std::vector<std::string> words = command.prefix;
  words.push_back(command.launcher);
  words.push_back(command.worker);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  Pair control = control_pair();
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) == -1) lab::throw_errno("pipe2");
  lab::Fd output_here(ends[0]);
  lab::Fd output_there(ends[1]);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);  // what the student's code leaves behind comes to us
  pid_ = ::fork();
  if (pid_ == -1) lab::throw_errno("fork");
  if (pid_ == 0) become(arguments.data(), control.there.get(), output_there.get());
  control_ = std::move(control.here);
  control.there.reset();
  output_there.reset();

  wire::Message message;
  const bool launched = receive_any(control_.get(), message, patience(20s)) == wire::Received::message &&
                        message.bytes == "listener" && message.descriptors.size() == 1;
  if (!launched) {
    std::array<char, 1000> said{};
    const ssize_t size = ::read(output_here.get(), said.data(), said.size());
    close();
    throw LaunchFailed("the worker could not be started: " +
                       std::string(said.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))));
  }
  belonging_ = line_of_descent(message.sender);
  for (const pid_t pid : belonging_) {
    if (is_first_of_its_namespace(pid)) init_ = lab::Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  }
  forks_ = message.sender;
  folders_.emplace(message.sender);
  witness_ = std::make_unique<Witness>(std::move(message.descriptors[0]), std::move(output_here));
  witness_->add(pid_, start_);
  const wire::Received loaded = receive_any(control_.get(), message, patience(10s));
  if (loaded == wire::Received::message) return;
  const std::lock_guard lock(witness_->mutex());
  witness_->collect_output();
  if (start_.output.starts_with("launcher: ")) throw LaunchFailed("the worker could not be started: " + start_.output);
  if (loaded == wire::Received::timed_out) {
    throw TimedOut(
        "Your program did not get as far as its first test: something that runs before main() does not end.");
  }
  throw Crashed(
      "Your program ended before its first test: something that runs before main() ended it. Look at your global "
      "objects, and at what their constructors call.\n" +
      describe_crash(std::nullopt, start_.output));
}

Worker::~Worker() { close(); }

void Worker::close() {
  control_.reset();
  if (init_) {  // ends all of its namespace, and itself only then
    ::syscall(SYS_pidfd_send_signal, init_.get(), SIGKILL, nullptr, 0);
    pollfd gone{init_.get(), POLLIN, 0};
    ::poll(&gone, 1, 5000);
  }
  if (pid_ > 0) {
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  pid_ = -1;
  end_all_but({});
}

std::optional<std::string_view> Worker::closed_because() {
  if (pid_ <= 0) return {};
  const lab::Fd process(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
  pollfd ended{process.get(), POLLIN, 0};
  if (::poll(&ended, 1, 1000) <= 0) return {};
  siginfo_t about{};  // WNOWAIT: it is waited for in close()
  if (::waitid(P_PID, static_cast<id_t>(pid_), &about, WEXITED | WNOWAIT | WNOHANG) == -1) return {};
  return about.si_code == CLD_EXITED ? wire::closed_because(about.si_status) : std::nullopt;
}

bool Worker::clear_leftovers() const {
  return end_all_but(belonging_) && folders_->clear() && status_field(forks_, "Threads:") == "1";
}

Forked Worker::fork_for_test() {
  Pair control = control_pair();
  wire::Writer request;
  put(request, wire::Request::fork);
  put(request, true);
  Forked forked;
  try {
    forked.its_control = inode_of(control.there.get());
    wire::send_message(control_.get(), request.bytes, {control.there.get()});
    control.there.reset();
    wire::Message hello;
    if (receive_any(control.here.get(), hello, patience(10s)) != wire::Received::message) {
      throw Crashed("Your program has ended: it could not begin this test.");
    }
    wire::Reader from(hello);
    wire::get<wire::Status>(from);
    forked.worker_pid = wire::get<std::int32_t>(from);
    forked.pid = hello.sender;
  } catch (const std::system_error&) {
    throw Crashed("Your program has ended: it could not begin this test.");
  } catch (const wire::Malformed&) {
    throw_no_reply();
  }
  forked.control = std::move(control.here);
  return forked;
}

std::optional<int> Worker::wait_status(pid_t worker_pid) {
  const auto end = std::chrono::steady_clock::now() + 1s;
  wire::Message message;
  while (std::chrono::steady_clock::now() < end) {
    if (receive_any(control_.get(), message, 1s) != wire::Received::message) break;
    try {
      wire::Reader from(message);
      if (wire::get<wire::Status>(from) != wire::Status::exited) continue;
      const auto pid = wire::get<std::int32_t>(from);
      const auto status = wire::get<std::int32_t>(from);
      if (pid == worker_pid) return status;
    } catch (const wire::Malformed&) {  // whoever wrote it, it tells nothing
    }
  }
  return std::nullopt;
}

Worker& Worker::instance() {
  if (the_worker) return *the_worker;
  if (failed_starts >= 2) std::rethrow_exception(last_failure);
  try {
    the_worker = std::make_unique<Worker>(the_command);
  } catch (...) {
    ++failed_starts;
    last_failure = std::current_exception();
    throw;
  }
  failed_starts = 0;
  return *the_worker;
}

void Worker::discard() { the_worker.reset(); }
void Worker::set_command(WorkerCommand command) { the_command = std::move(command); }

}  // namespace exam
