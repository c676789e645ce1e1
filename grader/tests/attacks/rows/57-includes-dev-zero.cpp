// row: 57
// attack: #include </dev/zero>, which has no end, and of a terminal, which waits
// stopped by: the compiler's limits; no terminal
// verdict: build-failed
#include </dev/stdin>
#include </dev/tty>
#include </dev/zero>

static std::string attack() { return {}; }
