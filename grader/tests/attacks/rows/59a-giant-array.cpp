// row: 59
// attack: an array of 16 GiB that is not all zero, so that it stands in the object file
// stopped by: RLIMIT_FSIZE, and the compiler's memory
// verdict: build-failed
#include "told.hpp"

asm(".data\n.byte 1\n.space 0x400000000\n.text");

static std::string attack() { return "GOT THROUGH"; }
