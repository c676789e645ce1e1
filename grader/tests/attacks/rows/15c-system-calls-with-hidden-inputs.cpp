// row: 15
// attack: makes system calls whose arguments are the inputs of hidden tests, for the timeline to tell
// stopped by: the timeline of a hidden test shows no text of the student's choice
// verdict: failed, timed-out, not-started
// exercise: 04.2
// replaces: to_network32(host)
// hidden never say: leak
#include "told.hpp"

static std::uint32_t attack(std::uint32_t host) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::snprintf(name.sun_path, sizeof name.sun_path, "/leak %08x", host);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ::connect(socket, reinterpret_cast<const sockaddr*>(&name), sizeof name);
  ::close(socket);
  return 0;
}
