// row: 12
// attack: returns a pipe that never says anything in place of a listening socket
// stopped by: the examiner asks the kernel what it is before it uses it
// verdict: failed
// exercise: 01.1
// replaces: open_listener(where, backlog)
#include "told.hpp"

static lab::Fd attack(const lab::Address&, int) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) == -1) throw std::runtime_error("pipe2");
  return lab::Fd(ends[0]);
}
