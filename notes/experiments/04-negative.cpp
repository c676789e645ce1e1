// How does a negative number travel?
#include <array>
#include <cstdint>

#include "bytes.hpp"

int main() {
  for (const std::int16_t number : std::array<std::int16_t, 3>{1, -1, -1000}) {
    const auto pattern = static_cast<std::uint16_t>(number);  // the same bits, as an unsigned number
    const std::array<std::byte, 2> wire{static_cast<std::byte>(pattern >> 8), static_cast<std::byte>(pattern)};
    std::printf("%d has the bits of %u\n", number, pattern);
    show("  on the wire:", wire);
    const auto back = std::to_integer<unsigned>(wire[0]) << 8 | std::to_integer<unsigned>(wire[1]);
    std::printf("  read as unsigned %u, as signed %d\n", back, static_cast<std::int16_t>(back));
  }
}
