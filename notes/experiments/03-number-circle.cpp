// Which number comes next when numbers go round? 4,294,967,294 is the one that is missing.
#include <cstdint>
#include <cstdio>
#include <initializer_list>

int main() {
  // region ahead
  const std::uint32_t missing = 4'294'967'294;
  for (const std::uint32_t number : {4'294'967'294U, 4'294'967'295U, 0U, 1U, 4'294'967'293U}) {
    const std::uint32_t ahead = number - missing;
    std::printf("%10u: greater or equal: %-4s ahead: %u\n", number, number >= missing ? "yes," : "no,", ahead);
  }
  // endregion
  const std::uint16_t small = 0, large = 65'535;
  std::printf("with 16 bits, 0 - 65535: %d; made 16 bits again: %d\n", small - large,
              static_cast<std::uint16_t>(small - large));
}
