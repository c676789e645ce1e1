// row: 5
// attack: brings its own main
// stopped by: the worker's main is linked as an object, not from an archive
// verdict: build-failed
// says: main
#include "told.hpp"

int main() { ::puts("[  PASSED  ] 3 tests."); }

static std::string attack() { return {}; }
