// See process.hpp. posix_spawn(3), because threads start processes side by side; pidfd_open(2), because a process, its
// output, a deadline and an interruption are waited for at once.
#include "sandbox/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>
#include <sstream>

#include "sandbox/cgroup.hpp"
#include "sandbox/identity.hpp"
#include "support/errors.hpp"
#include "support/fd.hpp"

namespace sandbox {
namespace {

using Clock = std::chrono::steady_clock;

// All that a program we start may know of its surroundings: the same on every machine, so that it cannot matter.
const std::array<const char*, 4> environment{"PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL=C", "TZ=UTC",
                                             nullptr};

// The program's file, looked for in that PATH, not in the user's.
std::string file_of(const std::string& program) {
  if (program.find('/') != std::string::npos) return program;
  std::istringstream folders(environment[0] + std::strlen("PATH="));
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::string file = folder + "/" + program;
    if (::access(file.c_str(), X_OK) == 0) return file;
  }
  throw std::system_error(ENOENT, std::generic_category(), program);
}

// Readable once interrupt() was called, for every thread and for ever: nobody reads it.
const lab::Fd& interruption() {
  static const lab::Fd event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  return event;
}
const int interruption_at_start = interruption().get();  // before any handler can run

void check(int error, const char* call) {
  if (error != 0) throw std::system_error(error, std::generic_category(), call);
}

class Actions {
 public:
  Actions() { check(::posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init"); }
  ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  posix_spawn_file_actions_t* get() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

// Its own process group; no signal blocked or ignored, whatever our own state.
class Attributes {
 public:
  Attributes() {
    check(::posix_spawnattr_init(&attributes_), "posix_spawnattr_init");
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

pid_t start(const Command& command, const Options& options, int output) {
  Actions actions;
  check(::posix_spawn_file_actions_addopen(actions.get(), 0, "/dev/null", O_RDONLY, 0), "posix_spawn");
  check(::posix_spawn_file_actions_adddup2(actions.get(), output, 1), "posix_spawn");
  check(::posix_spawn_file_actions_adddup2(actions.get(), output, 2), "posix_spawn");
  const int passed = options.boxed ? user_namespace() : -1;
  if (passed != -1) check(::posix_spawn_file_actions_adddup2(actions.get(), passed, 3), "posix_spawn");
  check(::posix_spawn_file_actions_addclosefrom_np(actions.get(), passed != -1 ? 4 : 3), "posix_spawn");
  check(::posix_spawn_file_actions_addchdir_np(actions.get(), options.folder.c_str()), "posix_spawn");
  const Attributes attributes;
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  pid_t pid = -1;
  const int error = options.ours
                        ? ::posix_spawnp(&pid, words[0], actions.get(), attributes.get(), words.data(), environ)
                        : ::posix_spawn(&pid, file_of(command.at(0)).c_str(), actions.get(), attributes.get(),
                                        words.data(), const_cast<char* const*>(environment.data()));
  if (error != 0) throw std::system_error(error, std::generic_category(), command.at(0));
  return pid;
}

// Takes what there is. False at the end of file.
bool drain(int from, const Options& options, Ended& ended) {
  std::array<char, 16 * 1024> bytes;
  for (;;) {
    const ssize_t count = ::read(from, bytes.data(), bytes.size());
    if (count == 0) return false;
    if (count < 0) {
      if (errno == EINTR) continue;
      return errno == EAGAIN;
    }
    if (options.heard) {
      options.heard({bytes.data(), static_cast<std::size_t>(count)});
      continue;
    }
    const std::size_t room = options.most_output - ended.output.size();
    ended.output.append(bytes.data(), std::min(room, static_cast<std::size_t>(count)));
    ended.output_cut = ended.output_cut || static_cast<std::size_t>(count) > room;
  }
}

}  // namespace

Command joined(std::initializer_list<Command> parts) {
  Command all;
  for (const Command& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

bool Ended::exited_with(int exit_status) const {
  return !timed_out && WIFEXITED(status) && WEXITSTATUS(status) == exit_status;
}

std::string Ended::text() const {
  if (timed_out) return "stopped after " + std::to_string(static_cast<long>(seconds + 0.5)) + " s";
  if (WIFEXITED(status)) return "exit status " + std::to_string(WEXITSTATUS(status));
  const char* name = ::sigabbrev_np(WTERMSIG(status));
  return std::string("killed by SIG") + (name != nullptr ? name : "?");
}

Ended run(const Command& command, const Options& options) {
  lab::Fd reader;
  lab::Fd writer;
  const bool piped = !options.ours || options.heard;
  if (piped) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) == -1) lab::throw_errno("pipe2");
    reader.reset(ends[0]);
    writer.reset(ends[1]);
    ::fcntl(reader.get(), F_SETFL, O_NONBLOCK);
  }
  const BoxGroup group(options.boxed ? delegated_group() : Delegated{}, options.role);
  const auto began = Clock::now();
  const pid_t pid = start(group.around(command), options, piped ? writer.get() : 2);
  writer.reset();
  const lab::Fd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));

  Ended ended;
  bool interrupted = false;
  for (bool reading = true;;) {
    std::array<pollfd, 3> waiting{
        {{process.get(), POLLIN, 0}, {interruption().get(), POLLIN, 0}, {reading ? reader.get() : -1, POLLIN, 0}}};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(began + options.deadline - Clock::now());
    const int ready = ::poll(waiting.data(), waiting.size(), static_cast<int>(std::max<long>(left.count(), 0)));
    if (ready == -1) continue;  // EINTR
    if (waiting[2].revents != 0) reading = drain(reader.get(), options, ended);
    interrupted = waiting[1].revents != 0;
    ended.timed_out = ready == 0;
    if (interrupted || ended.timed_out || waiting[0].revents != 0) break;
  }
  ::kill(-pid, SIGKILL);  // it is not yet waited for, so the number is still its own; ends what it left behind, too
  while (::waitpid(pid, &ended.status, 0) == -1 && errno == EINTR) {
  }
  if (reader) drain(reader.get(), options, ended);
  ended.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  if (interrupted) throw Interrupted("interrupted");
  return ended;
}

void interrupt() noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(interruption_at_start, &one, sizeof one);
}

}  // namespace sandbox
