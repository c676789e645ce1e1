// row: 42
// attack: makes a user namespace, where it would have every privilege; enters another
// stopped by: seccomp; --disable-userns
// verdict: failed
// together: yes
// says: unshare: (EPERM|ENOSPC), clone: (EPERM|ENOSPC), setns: EPERM
#include <sched.h>

#include "told.hpp"

static std::string attack() {
  const std::string unshared = tried("unshare", ::unshare(CLONE_NEWUSER | CLONE_NEWNS));
  const long cloned = ::syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
  if (cloned == 0) ::_exit(0);
  std::string said = unshared + ", " + tried("clone", cloned);
  const int own = ::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
  said += ", " + tried("setns", ::setns(own, 0));
  if (own >= 0) ::close(own);
  return said;
}
