// row: 55
// attack: #include of a file of the host: the compiler's message would quote it
// stopped by: the compiler runs in a box, too
// verdict: build-failed
// says: No such file
#include </etc/shadow>
#include <@CANARY@>

static std::string attack() { return {}; }
