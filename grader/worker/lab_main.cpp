// The worker of one lab: compiled once for each lab, with its folder first in the include path, and linked with
// every submission's own objects.
#include "functions.hpp"
#include "worker/dispatch.hpp"

int main() { return worker::serve(worker::entries(Functions{})); }
