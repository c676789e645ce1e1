// row: 64
// attack: includes itself
// stopped by: the compiler's limit on depth
// verdict: build-failed
// says: nested (too deeply|depth)
#include "network_byte_order.cpp"

static std::string attack() { return {}; }
