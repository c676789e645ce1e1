// Why not send the struct itself?
#include <cstddef>
#include <cstdint>

#include "bytes.hpp"

// region struct
struct Reading {
  std::uint8_t sensor = 7;
  std::uint32_t value = 1000;
  std::uint16_t unit = 3;
};
// endregion

int main() {
  const Reading reading;
  std::printf("1 + 4 + 2 bytes of fields, sizeof: %zu\n", sizeof reading);
  std::printf("sensor at %zu, value at %zu, unit at %zu\n", offsetof(Reading, sensor), offsetof(Reading, value),
              offsetof(Reading, unit));
  show("value in memory:", memory_of(reading).subspan(offsetof(Reading, value), 4));
}
