// row: 11
// attack: a reply that comes byte by byte, and never ends
// stopped by: one deadline for the whole of a message
// verdict: crashed, timed-out
// slow: yes
#include "told.hpp"

static std::string attack() {
  const std::uint32_t length = 1'000'000;
  ::send(control, &length, sizeof length, MSG_NOSIGNAL);
  for (;;) {
    ::send(control, "", 1, MSG_NOSIGNAL);
    ::usleep(50'000);
  }
}
