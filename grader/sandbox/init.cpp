// init ROLE[=N] COMMAND...: runs a command in a box, within its limits, and closes the box when the command ends, when
// it uses too much, or when nobody reads its output any more. In the boxes of student's bytes (worker, compiler) it is
// process 1 of their PID namespace (pid_namespaces(7)): its end is the end of all processes there. In the outer box
// (examiner), which is ours, it only passes on how the command ended. A static program that student code cannot touch:
// it is not dumpable (ptrace(2)), and process 1 gets no signal from within. A worker may have N descriptors.
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>

#include "sandbox/limits.hpp"
#include "wire/message.hpp"

namespace {

using sandbox::Role;

constexpr uid_t user = 1000;    // in every box; on the machine it is whoever started us, or nobody
constexpr int look_every = 20;  // ms

[[noreturn]] void give_up(const char* call, int error) {
  std::fprintf(stderr, "init: %s: %s\n", call, std::strerror(error));
  std::_Exit(wire::box_fault);
}

void check(int result, const char* call) {
  if (result == -1) give_up(call, errno);
}

void set_limits(Role role, rlim_t descriptors) {
  for (const sandbox::Limit& limit : sandbox::limits(role).each) {
    const bool is_asked_for = descriptors != 0 && limit.resource == RLIMIT_NOFILE;
    const rlim_t most = is_asked_for ? descriptors : limit.most;
    const rlimit both{most, most};
    check(::setrlimit(limit.resource, &both), "setrlimit");
  }
  // Where memory runs out, this is to be ended first. The worker's /proc is read-only, so that it stays so: the
  // examiner has set it.
  if (role == Role::worker) return;
  const int score = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  check(score, "/proc/self/oom_score_adj");
  check(static_cast<int>(::write(score, "1000", 4)), "/proc/self/oom_score_adj");
  ::close(score);
}

// Root's outer box has one more user than root, who has nothing there.
void become_user() {
  check(::setgroups(0, nullptr), "setgroups");
  check(::setresgid(user, user, user), "setresgid");
  check(::setresuid(user, user, user), "setresuid");
}

// But for the socket by which the examiner and its worker talk.
void close_descriptors(std::optional<Role> role) {
  const auto control = static_cast<unsigned>(wire::control_descriptor);
  if (role == Role::worker) ::syscall(SYS_close_range, 3, control - 1, 0);
  ::syscall(SYS_close_range, role == Role::worker ? control + 1 : 3, ~0U, 0);
}

[[noreturn]] void become(std::optional<Role> role, rlim_t descriptors, pid_t init, char** command) {
  close_descriptors(role);
  ::prctl(PR_SET_DUMPABLE, 1);  // its own /proc/self; the command gets a memory of its own
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (role) {
    if (role == Role::worker) ::personality(ADDR_NO_RANDOMIZE);  // the same addresses in every report of a crash
    set_limits(*role, descriptors);
    if (const int error = sandbox::install_filter(*role); error != 0) give_up("seccomp", error);
  } else if (::getuid() == 0) {
    become_user();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // which a change of user ends
  }
  // It may have died before it was asked for. In a PID namespace that would have been our end, too.
  if (!role && ::getppid() != init) std::_Exit(wire::box_fault);
  ::execvp(command[0], command);
  give_up(command[0], errno);
}

// Its exit status, or 128 and the signal's number, as shells have it.
int status_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

// Reaps what ended, orphans too. The command's status, once it is among them.
std::optional<int> reap(pid_t command) {
  std::optional<int> result;
  int status = 0;
  for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
    if (pid == command) result = status_of(status);
  }
  return result;
}

int watch(pid_t command, std::optional<Role> role) {
  sandbox::Watchdog watchdog(sandbox::limits(role.value_or(Role::worker)).all);
  const int alive = static_cast<int>(::syscall(SYS_pidfd_open, command, 0));
  check(alive, "pidfd_open");
  for (;;) {
    // Of descriptor 1 only POLLERR is wanted: the reading end of the pipe is closed, so whoever asked is gone.
    pollfd waits[] = {{alive, POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
    ::poll(waits, 2, role ? look_every : -1);
    if (const auto status = reap(command)) return *status;
    if ((waits[1].revents & POLLERR) != 0) {
      ::kill(command, SIGKILL);
      return wire::box_fault;
    }
    if (!role) continue;
    if (const auto why = watchdog.look()) return *why;
  }
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view name = count > 2 ? arguments[1] : "";
  std::optional<Role> role;
  rlim_t descriptors = 0;  // as the role has it
  if (name == "worker") {
    role = Role::worker;
  } else if (name.starts_with("worker=")) {
    role = Role::worker;
    descriptors = std::strtoul(name.substr(7).data(), nullptr, 10);
    if (descriptors < sandbox::workers_descriptors || descriptors > sandbox::most_descriptors) {
      std::fprintf(stderr, "init: a worker has %lu to %lu descriptors\n", sandbox::workers_descriptors,
                   sandbox::most_descriptors);
      return 2;
    }
  } else if (name == "compiler") {
    role = Role::compiler;
  } else if (name != "examiner") {
    std::fprintf(stderr, "usage: init worker[=DESCRIPTORS]|compiler|examiner COMMAND...\n");
    return 2;
  }
  check(::prctl(PR_SET_DUMPABLE, 0), "prctl");
  const pid_t self = ::getpid();
  const pid_t command = ::fork();
  check(command, "fork");
  if (command == 0) become(role, descriptors, self, arguments + 2);
  ::syscall(SYS_close_range, 3, ~0U, 0);
  return watch(command, role);
}
