// Precompiled once, and put before every source of this folder's programs: what most of them include.
#include <gtest/gtest.h>

#include "exam/property.hpp"
#include "exam/test.hpp"
