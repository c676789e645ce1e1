// row: 62
// attack: macros that grow to ten thousand million words
// stopped by: the compiler's memory and processor time
// verdict: build-failed
#include "told.hpp"

#define MUCH(x) x x x x x x x x x x
#define MUCH2(x) MUCH(MUCH(x))
#define MUCH4(x) MUCH2(MUCH2(x))
static const char* const much = MUCH4(MUCH4(MUCH2("0123456789")));

static std::string attack() { return much; }
