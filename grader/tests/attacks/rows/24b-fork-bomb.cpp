// row: 24
// attack: for (;;) fork();
// stopped by: RLIMIT_NPROC; the processor time of all its processes together
// verdict: crashed, timed-out
// slow: yes
// must not happen: a process that outlives the grading
#include "told.hpp"

static std::string attack() {
  for (;;) ::fork();
}
