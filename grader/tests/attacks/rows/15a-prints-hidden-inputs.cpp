// row: 15
// attack: prints the inputs of hidden tests
// stopped by: nothing that a hidden test's process prints is in the report
// verdict: failed, not-started
// exercise: 04.2
// replaces: to_network32(host)
// hidden never say: leak
#include "told.hpp"

static std::uint32_t attack(std::uint32_t host) {
  std::printf("leak %08x\n", host);
  std::fflush(stdout);
  return 0;
}
