// row: 65
// attack: pragmas and lines by which a compiler loads a precompiled header or a file of options
// stopped by: a fixed command line; the compiler's box
// verdict: build-failed
// says: pch_preprocess|GCC dependency|No such file
#pragma GCC pch_preprocess "@CANARY@"
#pragma GCC dependency "@CANARY@"
#include "told.hpp"
# 1 "@CANARY@" 3
#include "@loot.txt"

static std::string attack() { return {}; }
