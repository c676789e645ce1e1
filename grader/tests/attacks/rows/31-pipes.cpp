// row: 31
// attack: uses up what the kernel grants one user in pipes and inotify instances
// stopped by: RLIMIT_NOFILE; seccomp; the examiner has its own pipes before
// verdict: failed
// together: yes
// says: inotify_init1: (EPERM|ENOSYS); pipes: \d{1,2} of
// must not happen: another submission's examiner without a pipe
#include "told.hpp"

static std::string attack() {
  std::string said = tried("inotify_init1", ::syscall(SYS_inotify_init1, 0)) + "; pipes: ";
  std::vector<int> all;
  int large = 0;
  for (int ends[2]; all.size() < 4000 && ::pipe2(ends, O_CLOEXEC) == 0;) {
    all.insert(all.end(), {ends[0], ends[1]});
    large += ::fcntl(ends[1], F_SETPIPE_SZ, 1 << 20) > 0 ? 1 : 0;
  }
  for (const int each : all) ::close(each);
  return said + std::to_string(all.size() / 2) + " of which " + std::to_string(large) + " are large";
}
