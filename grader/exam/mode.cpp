#include "exam/mode.hpp"

#include <sys/prctl.h>

#include <atomic>
#include <csignal>

namespace exam {
namespace {

std::atomic<pid_t> stepped_through = 0;

// The terminal sends it to us, who stand in its foreground; a debugger sees it where it is traced.
void on_interrupt(int) {
  if (const pid_t pid = stepped_through; pid > 0) ::kill(pid, SIGINT);
}

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
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGINT, &action, nullptr);
}

void pass_interrupts_to(pid_t pid) { stepped_through = pid; }

}  // namespace exam
