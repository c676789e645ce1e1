// row: 40
// attack: makes itself dumpable and dumps core
// stopped by: RLIMIT_CORE
// verdict: failed
// together: yes
// says: setrlimit: EPERM; SIGABRT, no core
// must not happen: a core file, or a crash handler of the host that gets the memory
#include "told.hpp"

static std::string attack() {
  rlimit all{RLIM_INFINITY, RLIM_INFINITY};
  const std::string said = tried("setrlimit", ::setrlimit(RLIMIT_CORE, &all));
  const int status = in_child([] {
    ::prctl(PR_SET_DUMPABLE, 1);
    ::signal(SIGABRT, SIG_DFL);
    ::kill(::getpid(), SIGABRT);
  });
  return said + "; " + ended(status) + (WCOREDUMP(status) ? ", core: GOT THROUGH" : ", no core");
}
