// row: 39
// attack: sleeps in every test, each time less than the limit
// stopped by: a budget for all tests of a submission
// verdict: failed, timed-out
// slow: yes
// others: timed-out
// exercise: 04.5
// replaces: internet_checksum(bytes)
// says: slept|turn|come back
// must not happen: the sum of all sleeps
#include "told.hpp"

static std::uint16_t attack(std::span<const std::byte>) {
  ::sleep(6);
  throw std::runtime_error("slept");
}
