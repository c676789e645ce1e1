// Lab 08, the hidden tests. A file for each theme. Every behaviour that they demand stands in the contract or in the
// brief.
#include "hidden/addresses.hpp"
#include "hidden/board.hpp"
#include "hidden/console.hpp"
#include "hidden/discovery.hpp"
#include "hidden/frames.hpp"
#include "hidden/journal.hpp"
#include "hidden/opening.hpp"
#include "hidden/rude_clients.hpp"
