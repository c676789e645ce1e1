// row: 3
// attack: the function under test calls _exit(0)
// stopped by: an exit status never means passed
// verdict: crashed
// says: exit status 0
#include "told.hpp"

static std::string attack() { ::_exit(0); }
