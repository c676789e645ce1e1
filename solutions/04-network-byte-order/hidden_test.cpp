// Lab 04, the hidden tests. Golden bytes for each classic mistake, and many random inputs against the reference code of
// hidden/reference.hpp. Every behaviour that they demand stands in the contract or in the brief.
#include "hidden/checksum.hpp"
#include "hidden/frames.hpp"
#include "hidden/header.hpp"
#include "hidden/numbers.hpp"
