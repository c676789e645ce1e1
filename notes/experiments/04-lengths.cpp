// What does a careless reader make of the length in front of a frame?
#include <cstdint>
#include <cstdio>

int main() {
  const std::uint32_t five = 5, evil = 0xFFFFFFFF;
  std::printf("a length of 5, read in the wrong order: %u\n", __builtin_bswap32(five));
  std::printf("bytes that FF FF FF FF asks for: %u\n", evil);
  std::printf("the length and its own 4 bytes, in 32 bits: %u\n", evil + 4);
}
