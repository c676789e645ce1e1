// row: 18
// attack: ptrace, process_vm_readv and pidfd_getfd on the examiner and on every process that it sees
// stopped by: a PID namespace: the examiner is not in it; seccomp; an init that is not dumpable
// verdict: failed
// together: yes
// says: ptrace: EPERM, process_vm_readv: EPERM
#include "told.hpp"

static std::string attack() {
  char here[16];
  iovec mine{here, sizeof here};
  iovec theirs{reinterpret_cast<void*>(0x400000), sizeof here};
  std::string said;
  for (const pid_t pid : {1, static_cast<pid_t>(::getppid())}) {
    said += " " + tried("ptrace", ::ptrace(PTRACE_SEIZE, pid, nullptr, nullptr));
    said += ", " + tried("process_vm_readv", ::process_vm_readv(pid, &mine, 1, &theirs, 1, 0));
    const auto process = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
    said += ", " + tried("pidfd_getfd", ::syscall(SYS_pidfd_getfd, process, 0, 0)) + ";";
    if (process >= 0) ::close(process);
  }
  int seen = 0;
  for (pid_t pid = 1; pid < 5000; ++pid) seen += ::kill(pid, 0) == 0 ? 1 : 0;
  return said + " processes seen: " + std::to_string(seen);
}
