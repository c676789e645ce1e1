// row: 23
// attack: leaves a daemon that ignores every signal it can
// stopped by: the end of a namespace's init ends all its processes
// verdict: failed
// says: left a daemon
// must not happen: a process that outlives the grading
#include "told.hpp"

static std::string attack() {
  if (::fork() == 0) {
    ::setsid();
    if (::fork() > 0) ::_exit(0);
    for (int number = 1; number < 65; ++number) ::signal(number, SIG_IGN);
    ::close_range(0, ~0U, 0);
    for (;;) ::pause();
  }
  ::wait(nullptr);
  return "left a daemon";
}
