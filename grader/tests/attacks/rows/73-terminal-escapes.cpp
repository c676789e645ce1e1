// row: 73
// attack: sends escape sequences to the terminal of whoever reads: a new title, a cleared screen, an answer typed back
// stopped by: control characters are shown and not sent
// verdict: failed
// shown: yes
// says: owned
// also: report/encode_test.cpp
// must not happen: an ESC, a C1 or a bidirectional control in what the terminal gets
#include "told.hpp"

static std::string attack() {
  const std::string evil =
      "\x1b]0;owned\x07\x1b[2J\x1b[6n\x9b"
      "31m\u009b\u202egnp.exe\r\b\x7f";
  ::write(1, evil.data(), evil.size());
  return evil;
}
