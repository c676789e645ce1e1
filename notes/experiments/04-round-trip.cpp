// Is "encoded, decoded, the same again" enough of a test?
#include <array>
#include <cstdint>
#include <cstring>

#include "bytes.hpp"

std::array<std::byte, 4> encode(std::uint32_t number) {
  std::array<std::byte, 4> bytes{};
  std::memcpy(bytes.data(), &number, 4);  // wrong: the order of this machine
  return bytes;
}

std::uint32_t decode(std::array<std::byte, 4> bytes) {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes.data(), 4);  // wrong in the same way
  return number;
}

int main() {
  std::printf("round trip of 0x01020304: %#010x\n", decode(encode(0x01020304)));
  show("what went over the wire:", encode(0x01020304));
}
