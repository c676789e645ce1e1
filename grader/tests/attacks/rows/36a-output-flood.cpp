// row: 36
// attack: prints without end
// stopped by: a cap on output, and on the number of system calls
// verdict: crashed, timed-out
// must not happen: a result of a megabyte
#include "told.hpp"

static std::string attack() {
  const std::string much(1 << 20, 'x');
  for (;;) ::write(1, much.data(), much.size());
}
