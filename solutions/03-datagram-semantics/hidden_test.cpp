// Lab 03, the hidden tests: what tells right from nearly right. A file for each exercise; sending.hpp has 03.1's
// sending and 03.2.
#include "hidden/answering.hpp"
#include "hidden/asking.hpp"
#include "hidden/reassembling.hpp"
#include "hidden/receiving.hpp"
#include "hidden/retrying.hpp"
#include "hidden/sending.hpp"
