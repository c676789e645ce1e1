// row: 50
// attack: sockets of agents and daemons on disk, and the files of the host
// stopped by: they are not mounted
// verdict: failed
// together: yes
// says: the agent: ENOENT, .*canary\S*: ENOENT, .*shadow: ENOENT, .*solutions: ENOENT
// must not happen: a connection to the agent; a changed file; the canary in a result
#include "told.hpp"

static std::string attack() {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::strncpy(name.sun_path, agent, sizeof name.sun_path - 1);
  return connected(AF_UNIX, SOCK_STREAM, &name, sizeof name, "the agent") + ", " + opened("/run/docker.sock") + ", " +
         opened(canary) + ", " + opened(precious, O_WRONLY | O_TRUNC) + ", " + opened("/etc/shadow") + ", " +
         opened("/home", O_DIRECTORY) + ", " + opened("@SOURCE@/solutions", O_DIRECTORY) + contents(canary);
}
