// Lab 01, the hidden tests: what tells right from nearly right. One file for each pair of exercises.
#include "hidden/listening.hpp"
#include "hidden/connecting.hpp"
#include "hidden/sending.hpp"
#include "hidden/receiving.hpp"
#include "hidden/lines.hpp"
#include "hidden/exchanging.hpp"
#include "hidden/serving.hpp"
