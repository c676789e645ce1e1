// row: 53
// attack: /proc/sys, mknod, the host name, mounts, chroot, the clock
// stopped by: no capabilities; seccomp
// verdict: failed
// together: yes
// says: sysctl: E[A-Z]+, mknod: E[A-Z]+, sethostname: EPERM, mount: EPERM, chroot: EPERM, settimeofday: EPERM
#include <sys/mount.h>
#include <sys/sysmacros.h>
#include <sys/time.h>

#include "told.hpp"

static std::string attack() {
  const int sysctl = ::open("/proc/sys/kernel/core_pattern", O_WRONLY | O_CLOEXEC);
  std::string said = tried("sysctl", sysctl);
  if (sysctl >= 0) ::close(sysctl);
  const timeval now{1, 0};
  return said + ", " + tried("mknod", ::mknod("/tmp/disk", S_IFBLK | 0600, makedev(8, 0))) + ", " +
         tried("sethostname", ::sethostname("owned", 5)) + ", " +
         tried("mount", ::mount("none", "/tmp", "tmpfs", 0, nullptr)) + ", " + tried("chroot", ::chroot("/tmp")) +
         ", " + tried("settimeofday", ::settimeofday(&now, nullptr));
}
