// row: 61
// attack: constant expressions that compute without end
// stopped by: the compiler's own limits, and its processor time
// verdict: build-failed
// slow: yes
#include "told.hpp"

template <int N>
constexpr unsigned long spin() {
  unsigned long sum = N;
  for (unsigned long i = 0; i < 200'000; ++i) {
    for (unsigned long j = 0; j < 200'000; ++j) sum += i * j;
  }
  return sum;
}
constexpr unsigned long all = spin<1>();

static std::string attack() { return std::to_string(all) + "GOT THROUGH"; }
