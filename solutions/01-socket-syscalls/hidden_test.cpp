// Lab 01, the hidden tests: what tells right from nearly right. A file for each exercise; listening.hpp has the first
// two.
#include "hidden/connecting.hpp"
#include "hidden/exchanging.hpp"
#include "hidden/lines.hpp"
#include "hidden/listening.hpp"
#include "hidden/receiving.hpp"
#include "hidden/sending.hpp"
#include "hidden/serving.hpp"
