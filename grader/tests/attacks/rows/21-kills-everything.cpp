// row: 21
// attack: kill(-1, SIGKILL), and the same for its parent
// stopped by: a PID namespace of its own; the worker is started again for the next test
// verdict: crashed, failed
// must not happen: the end of a bystander, of the examiner, of another test
#include "told.hpp"

static std::string attack() {
  ::kill(::getppid(), SIGKILL);
  ::kill(-1, SIGKILL);
  return "lives";
}
