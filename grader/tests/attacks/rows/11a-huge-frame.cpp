// row: 11
// attack: announces a reply of 4 GiB
// stopped by: a cap on what a message may announce
// verdict: crashed
// says: no reply
#include "told.hpp"

static std::string attack() {
  const std::uint32_t length = 0xFFFF'FFFF;
  ::send(control, &length, sizeof length, MSG_NOSIGNAL);
  ::pause();
  return "still there";
}
