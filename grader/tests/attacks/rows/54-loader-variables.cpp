// row: 54
// attack: looks for the caller's LD_PRELOAD, LD_LIBRARY_PATH, GCONV_PATH, LOCPATH, CPLUS_INCLUDE_PATH, GCC_EXEC_PREFIX
// stopped by: a clean environment for compiler, examiner and worker; /usr is read-only
// verdict: failed
// together: yes
// says: no variable of the caller's
// must not happen: the library of LD_PRELOAD in any process but socklab itself
#include "told.hpp"

static std::string attack() {
  std::string found;
  for (const char* name : {"LD_PRELOAD", "LD_LIBRARY_PATH", "GCONV_PATH", "LOCPATH", "CPLUS_INCLUDE_PATH",
                           "GCC_EXEC_PREFIX", "HOME", "@MARK@"}) {
    if (::getenv(name) != nullptr) found += std::string(" ") + name + ": GOT THROUGH";
  }
  if (contents("/proc/self/maps").find("preload") != std::string::npos) found += " the library: GOT THROUGH";
  return found.empty() ? "no variable of the caller's" : found;
}
