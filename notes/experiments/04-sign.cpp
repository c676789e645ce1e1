// Where do the ones come from, when bytes of 0x80 and more are put together?
#include <cstdint>
#include <cstdio>

int main() {
  // region sign
  const signed char received[] = {0x12, -16};  // the bytes 12 F0: with `char` on x86, -16 is what 0xF0 reads as
  const int wrong = received[0] << 8 | received[1];
  const int right = static_cast<std::uint8_t>(received[0]) << 8 | static_cast<std::uint8_t>(received[1]);
  std::printf("signed bytes:   %#x\n", static_cast<unsigned>(wrong));
  std::printf("unsigned bytes: %#x\n", static_cast<unsigned>(right));

  const std::uint8_t high = 0x80;
  const auto promoted = static_cast<std::uint64_t>(high << 24);  // high becomes an int first, and int has a sign
  const auto widened = static_cast<std::uint64_t>(high) << 24;
  std::printf("shifted as int:      %#018llx\n", static_cast<unsigned long long>(promoted));
  std::printf("shifted as uint64_t: %#018llx\n", static_cast<unsigned long long>(widened));
  // endregion
}
