// row: 55
// attack: #include of hidden tests and of the solution, by every path that may lead there
// stopped by: the compiler's box holds the contract, and nothing of solutions/
// verdict: failed
// together: yes
// says: none is there
#include "told.hpp"

#if __has_include("../../solutions/04-network-byte-order/hidden_test.cpp") ||                                \
                  __has_include("public_test.cpp") ||                                                        \
                                __has_include("@SOURCE@/solutions/04-network-byte-order/hidden_test.cpp") || \
                                              __has_include("@CANARY@") || __has_include("@SOURCE@/meson.build")
static const char* const found = "GOT THROUGH";
#else
static const char* const found = "none is there";
#endif

static std::string attack() { return found; }
