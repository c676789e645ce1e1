// row: 20
// attack: writes code into PID 1, which would outlive the end of the box; kills PID 1
// stopped by: an init that is not dumpable; the kernel shields a namespace's init; its end ends all others
// verdict: failed
// together: yes
// says: open /proc/1/mem: EACCES
// must not happen: a process that outlives the grading
#include "told.hpp"

static std::string attack() {
  ::kill(1, SIGKILL);
  ::kill(1, SIGTERM);
  ::kill(1, SIGSTOP);
  return opened("/proc/1/mem", O_RDWR) + ", " + opened("/proc/1/map_files", O_DIRECTORY) + ", " +
         tried("ptrace", ::ptrace(PTRACE_ATTACH, 1, nullptr, nullptr)) + ", and PID 1 " +
         (::kill(1, 0) == 0 || errno == EPERM ? "lives" : "is gone");
}
