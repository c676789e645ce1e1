#include "exam/test.hpp"
