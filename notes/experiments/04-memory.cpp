// In which order does this machine keep the bytes of a number?
#include <bit>
#include <cstdint>

#include "bytes.hpp"

int main() {
  // region memory
  const std::uint16_t two = 0x0102;
  const std::uint32_t four = 0x01020304;
  const std::uint64_t eight = 0x0102030405060708;
  show("0x0102:", memory_of(two));
  show("0x01020304:", memory_of(four));
  show("0x0102030405060708:", memory_of(eight));
  show("the text \"1234\":", memory_of("1234").first(4));
  // endregion
  std::printf("this machine is %s-endian\n", std::endian::native == std::endian::little ? "little" : "big");
}
