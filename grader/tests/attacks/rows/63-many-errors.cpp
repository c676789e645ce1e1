// row: 63
// attack: three hundred thousand errors
// stopped by: -fmax-errors, and a cap on the log
// verdict: build-failed
// must not happen: a result of a megabyte
#include "told.hpp"

#define E1      \
  undeclared(); \
  undeclared(); \
  undeclared(); \
  undeclared(); \
  undeclared(); \
  undeclared();
#define E2 E1 E1 E1 E1 E1 E1 E1 E1 E1 E1
#define E3 E2 E2 E2 E2 E2 E2 E2 E2 E2 E2
#define E4 E3 E3 E3 E3 E3 E3 E3 E3 E3 E3
#define E5 E4 E4 E4 E4 E4 E4 E4 E4 E4 E4
static std::string attack() { E5 E5 E5 E5 E5 return {}; }
