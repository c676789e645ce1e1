// See watchdog.hpp. Files of proc(5): /proc/PID/statm, /proc/PID/stat.
#include "sandbox/watchdog.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace sandbox {
namespace {

// Of a small file of /proc: empty when the process has ended meanwhile.
std::array<char, 512> text_of(pid_t pid, const char* name) {
  std::array<char, 512> text{};
  std::array<char, 64> path{};
  std::snprintf(path.data(), path.size(), "/proc/%d/%s", pid, name);
  const int file = ::open(path.data(), O_RDONLY | O_CLOEXEC);
  if (file == -1) return text;
  if (::read(file, text.data(), text.size() - 1) < 0) text[0] = '\0';
  ::close(file);
  return text;
}

std::uint64_t memory_of(pid_t pid) {
  unsigned long pages = 0;
  const auto text = text_of(pid, "statm");
  if (std::sscanf(text.data(), "%*u %lu", &pages) != 1) return 0;
  return static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

// User and system time, in ticks. The name in parentheses may hold anything, parentheses too.
std::uint64_t cpu_of(pid_t pid) {
  const auto text = text_of(pid, "stat");
  const char* after_name = std::strrchr(text.data(), ')');
  unsigned long user = 0;
  unsigned long system = 0;
  if (after_name == nullptr ||
      std::sscanf(after_name, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
    return 0;
  return user + system;
}

std::uint64_t files_in(const char* folder) {
  struct statvfs about {};
  if (::statvfs(folder, &about) != 0) return 0;
  return about.f_files - about.f_ffree;
}

}  // namespace

std::optional<wire::BoxStatus> Watchdog::look() {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc"), &::closedir);
  if (!folder) return wire::box_fault;
  std::uint64_t memory = 0;
  std::uint64_t cpu = 0;
  std::map<pid_t, std::uint64_t> now;
  while (const dirent* entry = ::readdir(folder.get())) {
    const pid_t pid = std::atoi(entry->d_name);
    if (pid <= 1) continue;  // no process, or this one
    memory += memory_of(pid);
    const std::uint64_t used = cpu_of(pid);
    cpu += used;
    now[pid] = used;
  }
  for (const auto& [pid, used] : cpu_) {
    const auto still = now.find(pid);
    if (still == now.end() || still->second < used) cpu_of_ended_ += used;  // ended; its number may be another's
  }
  cpu_ = std::move(now);
  if (memory > bounds_.memory) return wire::out_of_memory;
  if ((cpu + cpu_of_ended_) / static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK)) > bounds_.cpu_seconds)
    return wire::out_of_cpu_time;
  if (files_in("/tmp") + files_in("/dev/shm") > bounds_.files) return wire::out_of_files;
  return {};
}

}  // namespace sandbox
