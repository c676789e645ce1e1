// row: 37
// attack: computes without end, and ignores SIGXCPU
// stopped by: the processor time of a call
// verdict: timed-out, crashed
// slow: yes
#include "told.hpp"

static std::string attack() {
  ::signal(SIGXCPU, SIG_IGN);
  for (volatile bool go = true; go;) continue;
  return {};
}
