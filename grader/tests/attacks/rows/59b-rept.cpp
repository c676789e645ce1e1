// row: 59
// attack: .rept: the assembler repeats a line two thousand million times
// stopped by: the assembler's memory and processor time
// verdict: build-failed
#include "told.hpp"

asm(".data\n.rept 2000000000\n.byte 1\n.endr\n.text");

static std::string attack() { return "GOT THROUGH"; }
