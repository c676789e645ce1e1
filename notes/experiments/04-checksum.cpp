// How does the Internet checksum add? The example of RFC 1071, section 3, step by step.
#include <array>
#include <cstdint>
#include <cstdio>

// region add
std::uint32_t add(std::uint32_t sum, std::uint16_t word) {
  sum += word;
  std::printf("  + %04x = %05x", word, sum);
  if (sum > 0xFFFF) {
    sum = (sum & 0xFFFF) + 1;  // the carry that fell out on the left comes in on the right
    std::printf(", carry brought round: %04x", sum);
  }
  std::puts("");
  return sum;
}
// endregion

template <std::size_t n>
std::uint32_t add_all(const char* what, const std::array<std::uint16_t, n>& words) {
  std::puts(what);
  std::uint32_t sum = 0;
  for (const std::uint16_t word : words) sum = add(sum, word);
  return sum;
}

int main() {
  const auto sum = add_all("00 01 f2 03 f4 f5 f6 f7, read as the network does:",
                           std::array<std::uint16_t, 4>{0x0001, 0xf203, 0xf4f5, 0xf6f7});
  std::printf("the sum %04x, its complement %04x: the checksum\n\n", sum, sum ^ 0xFFFF);

  add_all("the receiver adds all, the checksum too:",
          std::array<std::uint16_t, 5>{0x0001, 0xf203, 0xf4f5, 0xf6f7, 0x220d});

  const auto swapped = add_all("\nthe same bytes, read by a little-endian machine:",
                               std::array<std::uint16_t, 4>{0x0100, 0x03f2, 0xf5f4, 0xf7f6});
  std::printf("the sum %04x: the same two bytes in the other order\n", swapped);
}
