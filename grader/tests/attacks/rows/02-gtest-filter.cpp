// row: 2
// attack: a constructor sets GTEST_FILTER=-* and GTEST_TOTAL_SHARDS
// stopped by: GoogleTest lives in another process; the tests run must be the tests listed
// verdict: failed
// says: asked all the same
#include "told.hpp"

static const int early = ::setenv("GTEST_FILTER", "-*", 1) + ::setenv("GTEST_TOTAL_SHARDS", "99", 1) +
                         ::setenv("GTEST_SHARD_INDEX", "98", 1);

static std::string attack() { return "asked all the same" + std::string(early, '!'); }
