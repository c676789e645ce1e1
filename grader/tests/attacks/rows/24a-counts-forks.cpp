// row: 24
// attack: forks until it may not
// stopped by: RLIMIT_NPROC, set inside the user namespace, of a uid that is not root's
// verdict: failed
// together: yes
// says: forks: \d\d?, then EAGAIN
// must not happen: 100 processes
#include "told.hpp"

static std::string attack() {
  std::vector<pid_t> children;
  int error = 0;
  while (error == 0 && children.size() < 500) {
    const pid_t child = ::fork();
    error = child == -1 ? errno : 0;
    if (child > 0) children.push_back(child);
    while (child == 0) ::pause();
  }
  for (const pid_t child : children) {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }
  if (error == 0) return "forks: GOT THROUGH";
  return "forks: " + std::to_string(children.size()) + ", then " + ::strerrorname_np(error);
}
