// row: 1
// attack: a constructor prints PASSED and ends the process with status 0
// stopped by: the examiner wants replies; an end of file before the reply is a failure
// verdict: crashed
// says: before its first test
// others: crashed
#include "told.hpp"

static const int early = [] {
  ::puts("[==========] 3 tests ran.\n[  PASSED  ] 3 tests.\nfailures: 0");
  ::fflush(stdout);
  ::_exit(0);
  return 0;
}();

static std::string attack() { return std::to_string(early); }
