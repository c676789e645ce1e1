// Lab 06, the hidden tests. Texts near the border between good and bad, by the hundred thousand, against the C library;
// names, services and addresses that only the test knows. Every behaviour that they demand stands in the contract.
#include "hidden/connecting.hpp"
#include "hidden/describing.hpp"
#include "hidden/ipv4.hpp"
#include "hidden/ipv6.hpp"
#include "hidden/ports.hpp"
#include "hidden/resolving.hpp"
