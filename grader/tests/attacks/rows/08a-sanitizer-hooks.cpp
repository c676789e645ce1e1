// row: 8
// attack: brings the sanitizers' own hooks, to switch them off and to end with status 0 when they find something
// stopped by: the environment outranks these defaults, code is built to end at a report, and status 0 is no pass
// verdict: crashed, build-failed
#include "told.hpp"

extern "C" {
const char* __asan_default_options() { return "halt_on_error=0:exitcode=0:log_path=/dev/null"; }
const char* __ubsan_default_options() { return "halt_on_error=0:exitcode=0:log_path=/dev/null"; }
const char* __lsan_default_options() { return "exitcode=0"; }
void __asan_on_error() { ::_exit(0); }
}

static std::string attack() {
  volatile auto* few = new char[4];
  few[4] = 1;
  return "wrote behind the end, and came back";
}
