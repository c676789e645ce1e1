// self_test worker|compiler: run in a box, tries what must be denied there, and compares with the table below. One line
// for each thing that is not as it must be; the last line is "held" or "leaks". Static, so that it needs nothing of the
// box to run.
#include <dirent.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <linux/perf_event.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "sandbox/limits.hpp"

namespace {

using sandbox::Role;

int leaks = 0;

void expect(bool good, const std::string& what, const std::string& found) {
  if (good) return;
  ++leaks;
  std::printf("%s: %s\n", what.c_str(), found.c_str());
}

// Every attempt must fail, and so.
struct Denied {
  const char* what;
  long (*attempt)();
  int error;
};

long open_file(const char* path, int flags) { return ::open(path, flags | O_CLOEXEC, 0600); }
template <class... A>
long call(long number, A... arguments) {
  return ::syscall(number, arguments...);
}

constexpr Denied denied[] = {
    {"the files of this machine are visible", [] { return open_file("/etc/passwd", O_RDONLY); }, ENOENT},
    {"the services of this machine are visible", [] { return open_file("/run", O_RDONLY); }, ENOENT},
    {"the root folder can be written", [] { return open_file("/probe", O_WRONLY | O_CREAT); }, EROFS},
    {"/dev can be written", [] { return open_file("/dev/probe", O_WRONLY | O_CREAT); }, EROFS},
    {"/usr can be written", [] { return open_file("/usr/probe", O_WRONLY | O_CREAT); }, EROFS},
    {"the init's environment is readable", [] { return open_file("/proc/1/environ", O_RDONLY); }, EACCES},
    {"the init's memory can be written", [] { return open_file("/proc/1/mem", O_RDWR); }, EACCES},
    {"the kernel's settings can be written", [] { return open_file("/proc/sys/kernel/hostname", O_WRONLY); }, EACCES},
    {"a device can be made", [] { return long{::mknod("/tmp/probe", S_IFCHR | 0600, 0x103)}; }, EPERM},
    {"the host name can be set", [] { return long{::sethostname("x", 1)}; }, EPERM},
    {"root can be become", [] { return long{::setuid(0)}; }, EINVAL},
    {"a namespace can be made (unshare)", [] { return long{::unshare(CLONE_NEWUSER)}; }, EPERM},
    {"a namespace can be made (clone)", [] { return call(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0); }, EPERM},
    {"clone3 hides its flags", [] { return call(SYS_clone3, 0, 0); }, ENOSYS},
    {"a file system can be mounted", [] { return long{::mount("x", "/tmp", "tmpfs", 0, nullptr)}; }, EPERM},
    {"memfd_create", [] { return long{::memfd_create("x", 0)}; }, EPERM},
    {"System V shared memory", [] { return long{::shmget(IPC_PRIVATE, 4096, 0600)}; }, EPERM},
    {"POSIX message queues", [] { return call(SYS_mq_open, "x", O_CREAT, 0600, 0); }, EPERM},
    {"io_uring", [] { return call(SYS_io_uring_setup, 1, 0); }, EPERM},
    {"bpf", [] { return call(SYS_bpf, 0, 0, 0); }, EPERM},
    {"perf_event_open", [] { return call(SYS_perf_event_open, 0, 0, -1, -1, 0); }, EPERM},
    {"userfaultfd", [] { return call(SYS_userfaultfd, 0); }, EPERM},
    {"the kernel's keys", [] { return call(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 0); }, EPERM},
    {"ptrace", [] { return ::ptrace(PTRACE_ATTACH, 1, 0, 0); }, EPERM},
    {"another process's memory", [] { return call(SYS_process_vm_readv, 1, 0, 0, 0, 0, 0); }, EPERM},
    {"another process's limits", [] { return call(SYS_prlimit64, 1, RLIMIT_NOFILE, 0, 0); }, EPERM},
    {"the init can be killed", [] { return long{::kill(1, SIGKILL)} - 1; }, 0},  // allowed, and without effect
    {"virtual machine sockets", [] { return long{::socket(AF_VSOCK, SOCK_STREAM, 0)}; }, EAFNOSUPPORT},
    {"packet sockets", [] { return long{::socket(AF_PACKET, SOCK_RAW, 0)}; }, EAFNOSUPPORT},
    {"the kernel's ciphers (AF_ALG)", [] { return long{::socket(AF_ALG, SOCK_SEQPACKET, 0)}; }, EAFNOSUPPORT},
    {"raw sockets", [] { return long{::socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)}; }, EPERM},
    {"typing on the terminal (TIOCSTI)", [] { return long{::ioctl(0, TIOCSTI, "x")}; }, EPERM},
};
constexpr Denied denied_to_workers[] = {
    {"its place in the queue when memory runs out", [] { return open_file("/proc/self/oom_score_adj", O_WRONLY); },
     EROFS},
    {"memory that forked processes share",
     [] {
       void* made = ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
       return made == MAP_FAILED ? -1L : 0L;
     },
     EPERM},
    {"hiding from the witness", [] { return long{::prctl(PR_SET_DUMPABLE, 0)}; }, EPERM},
    {"a way out to the network",
     [] {
       sockaddr_in name{};
       name.sin_family = AF_INET;
       name.sin_port = htons(9);
       name.sin_addr.s_addr = htonl(0xC0000201);  // 192.0.2.1, of nobody (RFC 5737)
       const int udp = ::socket(AF_INET, SOCK_DGRAM, 0);
       return long{::connect(udp, reinterpret_cast<const sockaddr*>(&name), sizeof name)};
     },
     ENETUNREACH},
};

void try_all(const Denied* table, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    errno = 0;
    const long result = table[i].attempt();
    const int error = errno;
    const bool good = result == -1 && error == table[i].error;
    expect(good, table[i].what, result == -1 ? std::strerror(error) : "it works");
  }
}

// How many entries of a folder are numbers: processes, or open descriptors (one of which is this reading).
int numbers_in(const char* path) {
  int count = 0;
  DIR* folder = ::opendir(path);
  while (const dirent* entry = folder != nullptr ? ::readdir(folder) : nullptr) count += std::atoi(entry->d_name) > 0;
  if (folder != nullptr) ::closedir(folder);
  return count;
}

// The limit must hold, not only be set: it does not for root.
int processes_that_fit() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) == -1) return -1;
  int count = 0;
  for (pid_t pid = 0; count < 1000 && (pid = ::fork()) >= 0; ++count) {
    if (pid > 0) continue;
    ::close(ends[1]);
    char byte = 0;
    ::_exit(::read(ends[0], &byte, 1) == 0 ? 0 : 1);
  }
  ::close(ends[1]);
  ::close(ends[0]);
  while (::wait(nullptr) > 0) {
  }
  return count;
}

void try_limits(Role role) {
  for (const sandbox::Limit& limit : sandbox::limits(role).each) {
    rlimit now{};
    ::getrlimit(limit.resource, &now);
    expect(now.rlim_max == limit.most, "limit " + std::to_string(limit.resource), std::to_string(now.rlim_max));
  }
  struct statvfs about {};
  ::statvfs("/tmp", &about);
  expect(about.f_blocks * about.f_bsize <= 256 * sandbox::MiB, "/tmp", "has no limit");
  const int count = processes_that_fit();
  expect(count >= 8 && count <= 64, "processes", std::to_string(count) + " could be started");
}

void look_around(char** environment) {
  std::string names;
  for (char** each = environment; *each != nullptr; ++each) {
    const std::string_view one = *each;
    const std::string_view name = one.substr(0, one.find('='));
    if (name != "PATH" && name != "LC_ALL" && name != "TZ" && name != "PWD") names += std::string(name) + " ";
  }
  expect(names.empty(), "the environment of this machine is visible", names);
  const int processes = numbers_in("/proc");
  expect(processes <= 2, "the processes of this machine are visible", std::to_string(processes) + " of them");
  const int descriptors = numbers_in("/proc/self/fd");
  expect(descriptors == 3, "descriptors are inherited", std::to_string(descriptors - 3) + " too many");
  expect(::getuid() == 1000 && ::geteuid() == 1000, "the user", std::to_string(::getuid()));
  expect(::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1, "programs can gain privileges", "no_new_privs is not set");
}

}  // namespace

int main(int count, char** arguments, char** environment) {
  const Role role = count > 1 && std::string_view(arguments[1]) == "compiler" ? Role::compiler : Role::worker;
  look_around(environment);
  try_all(denied, std::size(denied));
  if (role == Role::worker) try_all(denied_to_workers, std::size(denied_to_workers));
  try_limits(role);
  std::puts(leaks == 0 ? "held" : "leaks");
  return leaks == 0 ? 0 : 1;
}
