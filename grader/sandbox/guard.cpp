// guard COMMAND...: runs a command, and when nobody reads its output any more, ends it and all that it started: what
// loses its parent becomes a child of this one (PR_SET_CHILD_SUBREAPER, prctl(2)). Around every box. A box ends with
// whoever started it, but not while bwrap still makes it: then bwrap's own child waits for ever, if bwrap is killed.
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "wire/box_status.hpp"

namespace {

[[noreturn]] void give_up(const char* call, int error) {
  std::fprintf(stderr, "guard: %s: %s\n", call, std::strerror(error));
  std::_Exit(wire::box_fault);
}

// As many as one read has room for: those that are left are asked for again.
void kill_children() {
  const int file = ::open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);  // proc(5)
  if (file == -1) return;
  std::array<char, 4096> text;
  const ssize_t size = ::read(file, text.data(), text.size());
  ::close(file);
  std::string_view numbers(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  for (auto end = numbers.find(' '); end != std::string_view::npos; end = numbers.find(' ')) {
    pid_t pid = 0;
    std::from_chars(numbers.data(), numbers.data() + end, pid);
    if (pid > 0) ::kill(pid, SIGKILL);  // not yet waited for, so the number is still its own
    numbers.remove_prefix(end + 1);
  }
}

// Whoever was killed leaves its children to us.
void end_all(pid_t command) {
  ::kill(command, SIGKILL);
  do kill_children();
  while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR);
}

// Its exit status, or 128 and the signal's number, as shells have it.
int status_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: guard COMMAND...\n");
    return 2;
  }
  if (::prctl(PR_SET_CHILD_SUBREAPER, 1) == -1) give_up("prctl", errno);
  const pid_t command = ::fork();
  if (command == -1) give_up("fork", errno);
  if (command == 0) {
    ::execvp(arguments[1], arguments + 1);
    give_up(arguments[1], errno);
  }
  const int alive = static_cast<int>(::syscall(SYS_pidfd_open, command, 0));
  if (alive == -1) give_up("pidfd_open", errno);
  // Of descriptor 1 only POLLERR is wanted: the pipe has no reader.
  std::array<pollfd, 2> waits{{{alive, POLLIN, 0}, {STDOUT_FILENO, 0, 0}}};
  while (::poll(waits.data(), waits.size(), -1) == -1 && errno == EINTR) {
  }
  int status = 0;
  const bool ended = ::waitpid(command, &status, WNOHANG) == command;
  end_all(command);
  return ended ? status_of(status) : wire::box_fault;
}
