// row: 8
// attack: reads behind an array in a function that no sanitizer looks at
// stopped by: nothing need be: it hides its own fault, and gains no more than its right answer is worth
// verdict: passed
// score: 1
// replaces: host_order()
#include "told.hpp"

__attribute__((no_sanitize("address", "undefined"))) static lab::ByteOrder attack() {
  volatile unsigned short number[2] = {1, 1};
  const volatile auto* bytes = reinterpret_cast<const volatile unsigned char*>(number);
  const unsigned behind = bytes[4];
  return bytes[0] + behind * 0 == 1 ? lab::ByteOrder::little : lab::ByteOrder::big;
}
