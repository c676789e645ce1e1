// row: 11
// attack: a reply whose inner lengths say more than is there
// stopped by: every length is compared with what has come
// verdict: crashed, failed
#include "told.hpp"

static std::string attack() {
  const std::uint32_t length = 41;
  std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
  frame += "\1" + std::string(40, '\xFF');  // "threw", and a text of 2^64 - 1 bytes
  ::send(control, frame.data(), frame.size(), MSG_NOSIGNAL);
  ::pause();
  return "still there";
}
