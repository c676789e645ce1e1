// row: 15
// attack: throws exceptions whose text is the inputs of hidden tests
// stopped by: what student code throws in a hidden test is told by its type, without its text
// verdict: failed, not-started
// exercise: 04.2
// replaces: to_network32(host)
// hidden never say: leak
#include "told.hpp"

static std::uint32_t attack(std::uint32_t host) {
  char text[32];
  std::snprintf(text, sizeof text, "leak %08x", host);
  throw std::runtime_error(text);
}
