// What does waitpid(2) say of how a child has ended, and what is left of one that nobody waits for?
#include <sys/wait.h>

#include <csignal>
#include <cstdio>

#include "folder.hpp"

void show(const char* what, int status) {
  std::printf("%-12s status %5d, WIFEXITED: %d, WIFSIGNALED: %d; ", what, status, WIFEXITED(status) ? 1 : 0,
              WIFSIGNALED(status) ? 1 : 0);
  if (WIFEXITED(status)) std::printf("WEXITSTATUS: %d\n", WEXITSTATUS(status));
  if (WIFSIGNALED(status)) std::printf("WTERMSIG: %d\n", WTERMSIG(status));
}

int main() {
  int status = 0;
  pid_t child = must(::fork(), "fork");
  if (child == 0) ::_exit(7);
  siginfo_t info{};
  must(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), "waitid");  // has ended; we only look
  std::printf("has ended; is there such a process? kill(pid, 0): %s\n", outcome(::kill(child, 0)).c_str());
  must(::waitpid(child, &status, 0), "waitpid");
  std::printf("waited for it;                      kill(pid, 0): %s\n", outcome(::kill(child, 0)).c_str());
  std::printf("waited for it again; waitpid: %s\n", outcome(::waitpid(child, nullptr, 0)).c_str());
  show("_exit(7):", status);

  child = must(::fork(), "fork");
  if (child == 0) ::raise(SIGKILL);
  must(::waitpid(child, &status, 0), "waitpid");
  show("SIGKILL:", status);
}
