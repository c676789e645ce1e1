// Lab 07, the hidden tests. A file for each theme. Every behaviour that they demand stands in the contract or in the
// brief.
#include "hidden/answering.hpp"
#include "hidden/everywhere.hpp"
#include "hidden/loopback.hpp"
#include "hidden/ports.hpp"
#include "hidden/predicting.hpp"
#include "hidden/side_by_side.hpp"
