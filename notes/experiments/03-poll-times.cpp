// What becomes of a time on its way to poll(2)?
#include <chrono>
#include <climits>
#include <cstdint>
#include <cstdio>

int main() {
  using namespace std::chrono;
  const auto little = microseconds(400), late = microseconds(-400);
  std::printf("0.4 ms left, rounded down:          %d\n",
              static_cast<int>(duration_cast<milliseconds>(little).count()));
  std::printf("0.4 ms left, rounded up:            %d\n", static_cast<int>(ceil<milliseconds>(little).count()));
  std::printf("0.4 ms too late, rounded down:      %d\n", static_cast<int>(floor<milliseconds>(late).count()));
  const milliseconds month = hours(24 * 30);
  std::printf("30 days, in milliseconds:           %lld\n", static_cast<long long>(month.count()));
  std::printf("30 days, in an int of milliseconds: %d\n", static_cast<int>(month.count()));
  std::int64_t sum = 0;  // now + milliseconds::max(), in the clock's nanoseconds
  const bool too_much =
      __builtin_mul_overflow(std::int64_t{milliseconds::max().count()}, std::int64_t{1'000'000}, &sum);
  std::printf("milliseconds::max() in nanoseconds: %s\n", too_much ? "does not fit" : "fits");
}
