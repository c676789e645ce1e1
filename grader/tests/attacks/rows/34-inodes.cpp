// row: 34
// attack: makes empty files without end: inodes are memory, too
// stopped by: a limit on inodes, or the watchdog, or the time of a test
// verdict: failed, crashed, timed-out
#include "told.hpp"

static std::string attack() {
  for (int i = 0; i < 200'000; ++i) {
    const std::string name = "/tmp/" + std::to_string(i);
    if (::symlink("nowhere", name.c_str()) == -1)
      return "files: " + std::to_string(i) + ", then " + ::strerrorname_np(errno);
  }
  return "files: GOT THROUGH";
}
