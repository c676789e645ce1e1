// row: 11
// attack: replies that hold nothing, without end
// stopped by: the decoder wants what the contract says; what comes after the reply is not read
// verdict: crashed, failed
#include "told.hpp"

static std::string attack() {
  const std::string frames(4096, '\0');
  for (;;) {
    if (::send(control, frames.data(), frames.size(), MSG_NOSIGNAL) == -1) ::_exit(0);
  }
}
