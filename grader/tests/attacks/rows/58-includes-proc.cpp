// row: 58
// attack: #include of the arguments and environment of the processes in the compiler's box
// stopped by: an empty environment; arguments that tell nothing
// verdict: build-failed, failed
// must not happen: the secret of the caller's environment in a result
#include </proc/1/cmdline>
#include </proc/1/environ>
#include </proc/self/cmdline>
#include </proc/self/environ>

#include "told.hpp"
#error and what it said before

static std::string attack() { return {}; }
