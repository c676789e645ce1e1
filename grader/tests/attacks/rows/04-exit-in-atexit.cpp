// row: 4
// attack: atexit(3) with _exit(0), then exit(1)
// stopped by: an exit status never means passed
// verdict: crashed
// says: exit status 0
#include "told.hpp"

static std::string attack() {
  ::atexit([] { ::_exit(0); });
  ::exit(1);
}
