// row: 52
// attack: becomes root, by call and by a program with the setuid bit
// stopped by: no_new_privs, and a user namespace with one user
// verdict: failed
// together: yes
// says: setuid: E(INVAL|PERM), setgroups: EPERM, no_new_privs 1
#include <grp.h>

#include "told.hpp"

static std::string attack() {
  const std::string user = ::getuid() == 0 ? "root: GOT THROUGH" : "an ordinary user";
  const gid_t none = 0;
  return user + ", " + tried("setuid", ::setuid(0)) + ", " + tried("setgroups", ::setgroups(1, &none)) +
         ", no_new_privs " + std::to_string(::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
}
