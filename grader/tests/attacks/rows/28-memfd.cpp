// row: 28
// attack: memfd_create and memfd_secret: memory that belongs to no process
// stopped by: seccomp
// verdict: failed
// together: yes
// says: memfd_create: EPERM
#include "told.hpp"

static std::string attack() {
  return tried("memfd_create", ::memfd_create("hoard", 0)) + ", " + tried("memfd_secret", ::syscall(447, 0));
}
