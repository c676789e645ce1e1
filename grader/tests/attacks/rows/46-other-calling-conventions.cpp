// row: 46
// attack: the 32-bit system calls of int 0x80, and those of x32, which a filter by number does not see
// stopped by: seccomp ends a process that calls for another architecture
// verdict: failed
// together: yes
// says: int 0x80: SIGSYS, x32: SIG(SYS|KILL)|another processor
#include "told.hpp"

static std::string attack() {
#if defined(__x86_64__)
  const int old = in_child([] {
    long result = 20;  // getpid
    asm volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
  });
  const int x32 = in_child([] { ::syscall(0x40000000 + SYS_getpid); });
  return "int 0x80: " + ended(old) + ", x32: " + ended(x32);
#else
  return "another processor";
#endif
}
