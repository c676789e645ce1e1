// row: 12
// attack: returns the worker's own control socket in place of a connection
// stopped by: the examiner looks at the kernel's object, and every read of it has an end
// verdict: failed, crashed, timed-out
// exercise: 01.3
// others: timed-out
// replaces: connect_to(server)
#include "told.hpp"

static lab::Fd attack(const lab::Address&) { return lab::Fd(control); }
