// Lab 05, the hidden tests: every byte of every struct, as the kernel writes them and as no kernel would. A file for
// each exercise; filling.hpp has the first two. Every behaviour that they demand stands in the contract or in the
// brief.
#include "hidden/comparing.hpp"
#include "hidden/ends.hpp"
#include "hidden/filling.hpp"
#include "hidden/mapping.hpp"
#include "hidden/reaching.hpp"
