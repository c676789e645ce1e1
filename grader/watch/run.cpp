// See run.hpp. SIGTERM lets `check` end its own processes and remove its work folder (sandbox::interrupt); one that
// does not end by that is killed.
#include "watch/run.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "support/errors.hpp"

namespace watch {
namespace {

constexpr int kPatience = 5000;  // milliseconds to end in

// After fork(2), in the child: async-signal-safe calls alone.
[[noreturn]] void become(char* const* words, int output, pid_t parent) {
  ::setpgid(0, 0);  // Ctrl-C is for `watch`, which ends it in its own way
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (::getppid() == parent && nothing != -1 && ::dup2(nothing, 0) != -1 && ::dup2(output, 1) != -1 &&
      ::dup2(output, 2) != -1)
    ::execv(words[0], words);
  ::_exit(127);
}

}  // namespace

Run::Run(const std::vector<std::string>& command) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) == -1) lab::throw_errno("pipe2");
  output_.reset(ends[0]);
  const lab::Fd writer(ends[1]);
  ::fcntl(output_.get(), F_SETFL, O_NONBLOCK);
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ == -1) lab::throw_errno("fork");
  if (pid_ == 0) become(words.data(), writer.get(), parent);
}

Run::~Run() {
  if (pid_ == -1) return;
  const lab::Fd process(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
  ::kill(pid_, SIGTERM);
  pollfd end{process.get(), POLLIN, 0};
  if (process && ::poll(&end, 1, kPatience) != 1) ::kill(-pid_, SIGKILL);
  wait();
}

bool Run::read() {
  std::array<char, 16 * 1024> bytes;
  for (;;) {
    const ssize_t count = ::read(output_.get(), bytes.data(), bytes.size());
    if (count > 0) {
      text_.append(bytes.data(), static_cast<std::size_t>(count));
    } else if (count == 0) {
      wait();
      return true;
    } else if (errno != EINTR) {
      return false;  // EAGAIN: more will come
    }
  }
}

void Run::wait() {
  while (::waitpid(pid_, nullptr, 0) == -1 && errno == EINTR) {
  }
  pid_ = -1;
}

}  // namespace watch
