// row: 6
// attack: defines GoogleTest's macros and classes
// stopped by: there is no GoogleTest in the worker
// verdict: failed
// replaces: host_order()
#include "told.hpp"

#define TEST_F(suite, name) void unused_##suite##name()
#define EXPECT_EQ(a, b) (void)0
#define ASSERT_EQ(a, b) (void)0
namespace testing {
void InitGoogleTest(int*, char**) {}
struct UnitTest {
  static UnitTest* GetInstance();
  int Run();
};
UnitTest* UnitTest::GetInstance() { return nullptr; }
int UnitTest::Run() { return 0; }
}  // namespace testing
int RUN_ALL_TESTS() { return 0; }

static lab::ByteOrder attack() { return lab::ByteOrder(9); }
