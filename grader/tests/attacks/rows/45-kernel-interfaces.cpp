// row: 45
// attack: bpf, perf_event_open, userfaultfd and the keyrings, where kernels have had most of their faults
// stopped by: seccomp
// verdict: failed
// together: yes
// says: bpf: E(PERM|NOSYS), perf_event_open: E(PERM|NOSYS), userfaultfd: E(PERM|NOSYS), keyctl: E(PERM|NOSYS), add_key
#include "told.hpp"

static std::string attack() {
  char attributes[128] = {};
  return tried("bpf", ::syscall(SYS_bpf, 0, attributes, sizeof attributes)) + ", " +
         tried("perf_event_open", ::syscall(SYS_perf_event_open, attributes, 0, -1, -1, 0)) + ", " +
         tried("userfaultfd", ::syscall(SYS_userfaultfd, 1)) + ", " + tried("keyctl", ::syscall(SYS_keyctl, 0, -3, 1)) +
         ", " + tried("add_key", ::syscall(SYS_add_key, "user", "name", "secret", 6, -3));
}
