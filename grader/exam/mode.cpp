#include "exam/mode.hpp"

#include <sys/prctl.h>
#include <unistd.h>

#include <atomic>
#include <csignal>

namespace exam {
namespace {

std::atomic<pid_t> stepped_through = 0;

// The terminal sends it to us, who stand in its foreground; a debugger sees it where it is traced.
void on_interrupt(int) {
  if (const pid_t pid = stepped_through; pid > 0) ::kill(pid, SIGINT);
}

// Time enough for the last test's verdict; then SIGALRM ends us.
void on_the_debuggers_end(int) { ::alarm(5); }

}  // namespace

Mode& mode() {
  static Mode mode;
  return mode;
}

std::chrono::milliseconds patience(std::chrono::milliseconds usual) {
  return mode().patient ? std::chrono::milliseconds(std::chrono::hours(24)) : usual;
}

void be_patient() {
  mode().patient = true;
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGINT, &action, nullptr);
  action.sa_handler = on_the_debuggers_end;
  ::sigaction(SIGTERM, &action, nullptr);
}

void pass_interrupts_to(pid_t pid) { stepped_through = pid; }

}  // namespace exam
