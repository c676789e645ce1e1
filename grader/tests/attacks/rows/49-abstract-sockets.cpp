// row: 49
// attack: an abstract Unix socket of the host's, which no file system hides
// stopped by: abstract names belong to the network namespace
// verdict: failed
// together: yes
// says: the abstract socket: ECONNREFUSED
// must not happen: a connection to the host's listener
#include "told.hpp"

static std::string attack() {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::memcpy(name.sun_path + 1, abstract, std::strlen(abstract));
  return connected(AF_UNIX, SOCK_STREAM, &name, sizeof name.sun_family + 1 + std::strlen(abstract),
                   "the abstract socket");
}
