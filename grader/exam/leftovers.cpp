#include "exam/leftovers.hpp"

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "exam/witness/target.hpp"
#include "support/fd.hpp"

namespace exam {
namespace {

namespace fs = std::filesystem;

pid_t number(const std::string& text) {
  try {
    return text.empty() ? 0 : std::stoi(text);
  } catch (const std::exception&) {
    return 0;
  }
}

pid_t parent_of(pid_t pid) { return number(status_field(pid, "PPid:")); }
bool has_ended(pid_t pid) {
  const std::string state = status_field(pid, "State:");
  return state.empty() || state[0] == 'Z' || state[0] == 'X';
}

// The names in a folder, as far as they can be read: a process may end meanwhile, and its folder with it.
std::set<std::string> names_in(const std::string& path) {
  std::set<std::string> names;
  std::error_code gone;
  for (fs::directory_iterator entry(path, gone), end; !gone && entry != end; entry.increment(gone))
    names.insert(entry->path().filename());
  return names;
}

void add_descendants(pid_t pid, std::set<pid_t>& all) {
  const std::string threads = "/proc/" + std::to_string(pid) + "/task/";
  for (const std::string& thread : names_in(threads)) {
    std::ifstream children(threads + thread + "/children");
    for (pid_t child = 0; children >> child;) {
      if (all.insert(child).second) add_descendants(child, all);
    }
  }
}

std::set<pid_t> leftovers(const std::set<pid_t>& known) {
  std::set<pid_t> all;
  add_descendants(::getpid(), all);
  std::erase_if(all, [&](pid_t pid) { return known.contains(pid) || has_ended(pid); });
  return all;
}

void end(pid_t pid) {
  const lab::Fd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!process) return;
  // Now the number may belong to another, but the pidfd does not: only a descendant of ours is ended.
  if (!line_of_descent(pid).contains(pid)) return;
  ::syscall(SYS_pidfd_send_signal, process.get(), SIGKILL, nullptr, 0);
  pollfd ended{process.get(), POLLIN, 0};
  ::poll(&ended, 1, 1000);
  ::waitpid(pid, nullptr, WNOHANG);  // if it is an orphan that came to us
}

// utime, stime, cutime and cstime of /proc/PID/stat, in clock ticks. The name in parentheses may hold anything.
long ticks_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text, '\0');  // catches what a streambuf throws when the process ends under its hands (ESRCH)
  std::istringstream fields(text.substr(std::min(text.rfind(')') + 1, text.size())));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  long sum = 0;
  for (int i = 0; i < 4; ++i) {
    long ticks = 0;
    if (fields >> ticks) sum += ticks;
  }
  return sum;
}

}  // namespace

std::set<pid_t> line_of_descent(pid_t pid) {
  std::set<pid_t> line;
  for (; pid > 1 && pid != ::getpid(); pid = parent_of(pid)) line.insert(pid);
  if (pid != ::getpid()) line.clear();
  return line;
}

bool end_all_but(const std::set<pid_t>& known) {
  for (int pass = 0; pass < 3; ++pass) {
    const std::set<pid_t> found = leftovers(known);
    if (found.empty()) return true;
    for (const pid_t pid : found) end(pid);
  }
  return leftovers(known).empty();
}

std::chrono::milliseconds cpu_time_of_descendants() {
  std::set<pid_t> all;
  add_descendants(::getpid(), all);
  long ticks = 0;
  for (const pid_t pid : all) ticks += ticks_of(pid);
  return std::chrono::milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
}

WritableFolders::WritableFolders(pid_t pid) {
  const std::string process = "/proc/" + std::to_string(pid);
  std::error_code error;
  const auto its_mounts = fs::read_symlink(process + "/ns/mnt", error);
  if (error || its_mounts == fs::read_symlink("/proc/self/ns/mnt", error)) return;
  for (const char* folder : {"/root/tmp", "/root/dev/shm"})
    folders_.push_back({process + folder, names_in(process + folder)});
}

bool WritableFolders::clear() const {
  for (const Folder& folder : folders_) {
    for (const std::string& name : names_in(folder.path)) {
      std::error_code error;
      if (!folder.known.contains(name)) fs::remove_all(fs::path(folder.path) / name, error);
    }
    if (names_in(folder.path) != folder.known) return false;
  }
  return true;
}

}  // namespace exam
