// row: 19
// attack: reads environment, memory, arguments and descriptors of PID 1, where the caller's secrets would be
// stopped by: an init of our own that is not dumpable, started with an empty environment
// verdict: failed
// together: yes
// says: environ: EACCES, open /proc/1/mem: EACCES, open /proc/1/fd: EACCES
// never says: bwrap
// must not happen: the secret of the caller's environment in a result
#include "told.hpp"

static std::string attack() {
  std::string said = opened("/proc/1/environ") + ", " + opened("/proc/1/mem") + ", " + opened("/proc/1/fd");
  std::string arguments = contents("/proc/1/cmdline");
  for (char& c : arguments) c = c == '\0' ? ' ' : c;
  said += "; arguments: " + arguments + "; environments:";
  for (pid_t pid = 1; pid < 1000; ++pid) {
    std::string environment = contents("/proc/" + std::to_string(pid) + "/environ");
    for (char& c : environment) c = c == '\0' ? ' ' : c;
    said += environment;
  }
  return said;
}
