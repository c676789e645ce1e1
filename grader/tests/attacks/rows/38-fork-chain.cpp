// row: 38
// attack: hands the work on to a child and ends, again and again, so that no process computes for long
// stopped by: the processor time of all its processes together; the end of the box
// verdict: timed-out, crashed
// slow: yes
// must not happen: a process that outlives the grading
#include "told.hpp"

static std::string attack() {
  if (::fork() == 0) {
    for (;;) {
      const std::clock_t begin = std::clock();
      while (std::clock() - begin < CLOCKS_PER_SEC / 10) continue;
      if (::fork() > 0) ::_exit(0);
    }
  }
  for (;;) ::pause();
}
