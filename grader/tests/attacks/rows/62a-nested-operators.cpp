// row: 62
// attack: macros that grow to a million nested operators, on which the parser recurses
// stopped by: the compiler's stack and memory
// verdict: build-failed
#include "told.hpp"

#define NOT1 !!!!!!!!!!
#define NOT2 NOT1 NOT1 NOT1 NOT1 NOT1 NOT1 NOT1 NOT1 NOT1 NOT1
#define NOT3 NOT2 NOT2 NOT2 NOT2 NOT2 NOT2 NOT2 NOT2 NOT2 NOT2
#define NOT4 NOT3 NOT3 NOT3 NOT3 NOT3 NOT3 NOT3 NOT3 NOT3 NOT3
#define NOT5 NOT4 NOT4 NOT4 NOT4 NOT4 NOT4 NOT4 NOT4 NOT4 NOT4
#define NOT6 NOT5 NOT5 NOT5 NOT5 NOT5 NOT5 NOT5 NOT5 NOT5 NOT5
static const bool deep = NOT6 NOT6 true;

static std::string attack() { return std::to_string(deep); }
