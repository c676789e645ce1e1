// row: 56
// attack: .incbin: the assembler reads a file into the program
// stopped by: the assembler runs in the same box
// verdict: build-failed
// says: @CANARY@|file not found
#include "told.hpp"

asm(".data\nloot: .incbin \"@CANARY@\"\n.byte 0\n.text");
extern "C" const char loot[];

static std::string attack() { return loot; }
