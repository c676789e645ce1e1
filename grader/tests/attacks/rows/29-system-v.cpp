// row: 29
// attack: System V shared memory, message queues and semaphores; POSIX message queues
// stopped by: seccomp; an IPC namespace of its own
// verdict: failed
// together: yes
// says: shmget: (EPERM|ENOSYS), msgget: (EPERM|ENOSYS), semget: (EPERM|ENOSYS), mq_open: (EPERM|ENOSYS)
#include "told.hpp"

static std::string attack() {
  return tried("shmget", ::syscall(SYS_shmget, 0, 1 << 20, 01600)) + ", " +
         tried("msgget", ::syscall(SYS_msgget, 0, 01600)) + ", " + tried("semget", ::syscall(SYS_semget, 0, 1, 01600)) +
         ", " + tried("mq_open", ::syscall(SYS_mq_open, "hoard", O_CREAT | O_RDWR, 0600, nullptr));
}
