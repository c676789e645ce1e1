// How is a number read that begins at an odd address?
#include <array>
#include <cstdint>
#include <cstring>

#include "bytes.hpp"

int main() {
  // region unaligned
  alignas(4) std::array<std::byte, 8> message{};
  const std::uint32_t number = 0xCAFEF00D;
  std::memcpy(&message[1], &number, sizeof number);  // any address will do: memcpy moves bytes

  const auto address = reinterpret_cast<std::uintptr_t>(&message[1]);
  std::printf("a uint32_t wants an address that %zu divides; remainder here: %zu\n", alignof(std::uint32_t),
              static_cast<std::size_t>(address % alignof(std::uint32_t)));

  // const std::uint32_t wrong = *reinterpret_cast<const std::uint32_t*>(&message[1]);   undefined behaviour
  std::uint32_t copy = 0;
  std::memcpy(&copy, &message[1], sizeof copy);
  std::printf("read by memcpy: 0x%08X\n", copy);
  // endregion
}
