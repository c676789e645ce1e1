// row: 43
// attack: clone3, whose flags lie in memory where seccomp cannot see them
// stopped by: seccomp says ENOSYS, and the C library falls back to clone
// verdict: failed
// together: yes
// says: clone3: ENOSYS
#include <linux/sched.h>
#include <sched.h>

#include "told.hpp"

static std::string attack() {
  clone_args arguments{};
  arguments.flags = CLONE_NEWUSER;
  arguments.exit_signal = SIGCHLD;
  const long cloned = ::syscall(SYS_clone3, &arguments, sizeof arguments);
  if (cloned == 0) ::_exit(0);
  return tried("clone3", cloned);
}
