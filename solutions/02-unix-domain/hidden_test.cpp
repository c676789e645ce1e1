// Lab 02, the hidden tests: what tells right from nearly right. A file for each theme.
#include "hidden/addresses.hpp"
#include "hidden/children.hpp"
#include "hidden/connecting.hpp"
#include "hidden/credentials.hpp"
#include "hidden/datagrams.hpp"
#include "hidden/descriptors.hpp"
#include "hidden/listening.hpp"
