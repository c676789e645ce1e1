// What calls cost through the examiner, in nanoseconds: read by bench.py. An examiner like any other, over tests/exam's
// odd worker.
#include <chrono>
#include <cstdio>

#include "exam/test.hpp"
#include "odd.hpp"

namespace {

using namespace exam;

template <class Do>
void report(const char* what, int count, Do action) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < count; ++i) action();
  const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
  std::printf("%s %.1f\n", what, taken.count() / count);
}

struct Cost : exam::Test {};

TEST_F(Cost, OfCalls) {
  ask("What do a trapped call, a remote call and a process for a test cost?");
  student.at_most(1'000'000);
  auto [here, there] = stream_pair();
  std::printf("close %.1f\n", *student.call<&odd::time_close>(20'000));
  std::printf("getsockname %.1f\n", *student.call<&odd::time_getsockname>(there, 20'000));
  std::printf("clock_gettime %.1f\n", *student.call<&odd::time_look>(20'000));
  report("call", 5'000, [&] { student.call<&odd::square>(1U); });
  const std::vector<std::tuple<std::uint32_t>> inputs(5'000);
  const auto start = std::chrono::steady_clock::now();
  student.call_each<&odd::square>(inputs);
  const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
  std::printf("batch %.1f\n", taken.count() / static_cast<double>(inputs.size()));
  report("student", 100, [] { const Student another; });
}

}  // namespace
