// row: 44
// attack: io_uring, by which sockets are read and written without a call that anyone sees
// stopped by: seccomp
// verdict: failed
// together: yes
// says: setup: (EPERM|ENOSYS), enter: (EPERM|ENOSYS), register: (EPERM|ENOSYS)
#include "told.hpp"

static std::string attack() {
  char parameters[120] = {};
  return tried("setup", ::syscall(SYS_io_uring_setup, 4, parameters)) + ", " +
         tried("enter", ::syscall(SYS_io_uring_enter, 0, 0, 0, 0, nullptr, 0)) + ", " +
         tried("register", ::syscall(SYS_io_uring_register, 0, 0, nullptr, 0));
}
