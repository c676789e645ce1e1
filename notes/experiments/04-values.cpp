// Does arithmetic see the order of the bytes? A number of three bytes is taken apart and put together again.
#include <array>
#include <cstdint>

#include "bytes.hpp"

// region three
void store24(std::span<std::byte, 3> bytes, std::uint32_t value) {
  bytes[0] = static_cast<std::byte>(value >> 16);  // the byte that counts most comes first
  bytes[1] = static_cast<std::byte>(value >> 8);
  bytes[2] = static_cast<std::byte>(value);
}

std::uint32_t load24(std::span<const std::byte, 3> bytes) {
  return std::to_integer<std::uint32_t>(bytes[0]) << 16 | std::to_integer<std::uint32_t>(bytes[1]) << 8 |
         std::to_integer<std::uint32_t>(bytes[2]);
}
// endregion

int main() {
  std::array<std::byte, 3> bytes{};
  for (const std::uint32_t value : {1000U, 0xFEDCBAU}) {
    store24(bytes, value);
    std::printf("%u is 0x%06x\n", value, value);
    show("  on the wire:", bytes);
    std::printf("  back again: %12u\n", load24(bytes));
  }
}
