// make_filter > filter.inc: the filters of filter.cpp as the kernel's instructions (struct sock_filter). Run when this
// tree is built, since libseccomp takes 2 ms to make them, which every box would pay.
// Three kinds of call: allowed; refused with EPERM (known, and not for here); and what is on neither list, new calls
// among them, fails with ENOSYS, as on an older kernel: the C library then does without.
#include <linux/filter.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>

#include "sandbox/filter.hpp"

namespace sandbox {
namespace {

constexpr const char* allowed[] = {
    // files
    "read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 open openat openat2 creat close "
    "close_range",
    "stat lstat fstat newfstatat statx access faccessat faccessat2 lseek readlink readlinkat getdents getdents64 "
    "getcwd",
    "chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat chmod",
    "fchmod fchmodat chown fchown lchown fchownat utime utimes utimensat futimesat truncate ftruncate fallocate fsync",
    "fdatasync sync_file_range sendfile copy_file_range splice tee fadvise64 flock fcntl dup dup2 dup3 umask statfs",
    "fstatfs mknod mknodat pipe pipe2 getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr",
    // memory
    "munmap mprotect mremap madvise mincore msync brk mlock mlock2 munlock membarrier",
    // processes and threads
    "fork vfork execve execveat exit exit_group wait4 waitid getpid getppid gettid getpgrp getpgid setpgid getsid",
    "setsid getuid geteuid getgid getegid getresuid getresgid getgroups setuid setgid setreuid setregid setresuid",
    "setresgid setgroups capget capset arch_prctl set_tid_address set_robust_list get_robust_list rseq futex",
    "futex_waitv sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max",
    "sched_get_priority_min getpriority getrlimit setrlimit getrusage times uname sysinfo getcpu seccomp",
    // signals, time, and what is looked at more closely below
    "rt_sigaction rt_sigprocmask rt_sigpending rt_sigreturn rt_sigsuspend rt_sigtimedwait sigaltstack kill tkill "
    "tgkill",
    "rt_sigqueueinfo rt_tgsigqueueinfo pause alarm setitimer getitimer timer_create timer_settime timer_gettime",
    "timer_getoverrun timer_delete timerfd_create timerfd_settime timerfd_gettime signalfd signalfd4 eventfd eventfd2",
    "pidfd_open pidfd_send_signal nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time "
    "restart_syscall",
    "getrandom ioctl personality prctl prlimit64 mmap clone socket",
    // waiting
    "poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2",
    // sockets
    "socketpair bind listen accept accept4 connect getsockname getpeername sendto recvfrom sendmsg recvmsg sendmmsg",
    "recvmmsg shutdown setsockopt getsockopt",
};

constexpr const char* refused[] = {
    // memory that outlives a process, or that no limit counts
    "memfd_create memfd_secret shmget shmat shmdt shmctl semget semop semtimedop semctl msgget msgsnd msgrcv msgctl",
    "mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr vmsplice userfaultfd mlockall",
    // other processes
    "ptrace process_vm_readv process_vm_writev process_madvise process_mrelease pidfd_getfd kcmp setpriority",
    "sched_setaffinity sched_setparam sched_setscheduler sched_setattr ioprio_set migrate_pages move_pages",
    // large parts of the kernel that no socket program needs
    "io_uring_setup io_uring_enter io_uring_register bpf perf_event_open keyctl add_key request_key inotify_init",
    "inotify_init1 inotify_add_watch fanotify_init fanotify_mark io_setup io_submit remap_file_pages",
    // namespaces, mounts, the machine
    "unshare setns mount umount2 pivot_root chroot mount_setattr open_tree move_mount fsopen fsconfig fsmount fspick",
    "sethostname setdomainname settimeofday clock_settime clock_adjtime adjtimex swapon swapoff reboot kexec_load",
    "kexec_file_load init_module finit_module delete_module acct syslog iopl ioperm quotactl quotactl_fd vhangup",
    "name_to_handle_at open_by_handle_at modify_ldt",
};

class Filter {
 public:
  explicit Filter(std::uint32_t by_default) : filter_(seccomp_init(by_default), &seccomp_release) {
    if (filter_ == nullptr) error_ = ENOMEM;
    keep(seccomp_attr_set(filter_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));  // int 0x80, x32
    keep(seccomp_attr_set(filter_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2));                     // a search tree
  }
  void add(std::uint32_t action, const char* name, std::initializer_list<scmp_arg_cmp> when = {}) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number < 0) return;  // not on this architecture
    keep(seccomp_rule_add_array(filter_.get(), action, number, static_cast<unsigned>(when.size()), std::data(when)));
  }
  void add_all(std::uint32_t action, const char* names) {
    std::istringstream words(names);
    for (std::string name; words >> name;) add(action, name.c_str());
  }
  /// As a constant of C++ with this name. False where something went wrong.
  bool print(const char* name) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
    if (file == nullptr) return false;
    keep(seccomp_export_bpf(filter_.get(), ::fileno(file.get())));
    std::rewind(file.get());
    std::printf("constexpr sock_filter %s[] = {\n", name);
    for (sock_filter one{}; std::fread(&one, sizeof one, 1, file.get()) == 1;)
      std::printf("    {%u, %u, %u, %#x},\n", one.code, one.jt, one.jf, one.k);
    std::printf("};\n");
    return error_ == 0;
  }

 private:
  void keep(int result) {
    if (error_ == 0) error_ = -result;
  }
  std::unique_ptr<void, decltype(&seccomp_release)> filter_;
  int error_ = 0;
};

constexpr std::uint32_t deny(int error) { return SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error)); }

// The kernel takes these arguments as 32 bits: what stands above must not hide them.
constexpr std::uint64_t low = 0xFFFFFFFF;
scmp_arg_cmp is(unsigned argument, std::uint64_t value) { return {argument, SCMP_CMP_MASKED_EQ, low, value}; }
scmp_arg_cmp is_not(unsigned argument, std::uint64_t value) { return {argument, SCMP_CMP_NE, value, 0}; }
scmp_arg_cmp has(unsigned argument, std::uint64_t bit) { return {argument, SCMP_CMP_MASKED_EQ, bit, bit}; }

Filter lists() {
  Filter filter(deny(ENOSYS));
  for (const char* names : allowed) filter.add_all(SCMP_ACT_ALLOW, names);
  for (const char* names : refused) filter.add_all(deny(EPERM), names);
  return filter;
}

// A filter of its own, since libseccomp wants rules for one call not to overlap; the stricter of two filters counts.
Filter refused_arguments(Role role) {
  Filter filter(SCMP_ACT_ALLOW);
  for (const unsigned space :
       {static_cast<unsigned>(CLONE_NEWNS), static_cast<unsigned>(CLONE_NEWCGROUP), static_cast<unsigned>(CLONE_NEWUTS),
        static_cast<unsigned>(CLONE_NEWIPC), static_cast<unsigned>(CLONE_NEWUSER), static_cast<unsigned>(CLONE_NEWPID),
        static_cast<unsigned>(CLONE_NEWNET)})
    filter.add(deny(EPERM), "clone", {has(0, space)});
  // Allowed families: UNIX 1, INET 2, INET6 10, and of NETLINK 16 what getaddrinfo(3) and getifaddrs(3) ask.
  static_assert(AF_UNIX == 1 && AF_INET == 2 && AF_INET6 == 10 && AF_NETLINK == 16);
  for (const unsigned family : {0U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 11U, 12U, 13U, 14U, 15U})
    filter.add(deny(EAFNOSUPPORT), "socket", {is(0, family)});
  filter.add(deny(EAFNOSUPPORT), "socket", {{0, SCMP_CMP_GT, AF_NETLINK, 0}});
  filter.add(deny(EAFNOSUPPORT), "socket", {is(0, AF_NETLINK), is_not(2, 0)});
  // Typing on the terminal of whoever started us.
  filter.add(deny(EPERM), "ioctl", {is(1, TIOCSTI)});
  filter.add(deny(EPERM), "ioctl", {is(1, 0x541C)});     // TIOCLINUX
  filter.add(deny(EPERM), "prlimit64", {is_not(0, 0)});  // others' limits: the init has the same user
  filter.add(deny(EPERM), "personality", {is_not(0, low)});
  if (role == Role::worker) {
    filter.add(deny(EPERM), "mmap", {has(3, MAP_SHARED)});       // would carry a state from test to test
    filter.add(deny(EPERM), "prctl", {is(0, PR_SET_DUMPABLE)});  // would hide it from the witness
  }
  return filter;
}

}  // namespace
}  // namespace sandbox

int main() {
  using namespace sandbox;
  const bool good = lists().print("lists") && refused_arguments(Role::worker).print("refused_to_workers") &&
                    refused_arguments(Role::compiler).print("refused_to_compilers");
  return good && std::fflush(stdout) == 0 ? 0 : 1;
}
