#include "exam/witness/target.hpp"

#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <fstream>

namespace exam {

Target::Target(pid_t pid) : pid_(pid), pidfd_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))) {}

bool Target::read(std::uint64_t address, void* to, std::size_t size) const {
  if (size == 0) return true;
  iovec local{to, size};
  iovec remote{reinterpret_cast<void*>(address), size};
  return ::process_vm_readv(pid_, &local, 1, &remote, 1, 0) == static_cast<ssize_t>(size);
}

bool Target::write(std::uint64_t address, const void* from, std::size_t size) const {
  if (size == 0) return true;
  iovec local{const_cast<void*>(from), size};
  iovec remote{reinterpret_cast<void*>(address), size};
  return ::process_vm_writev(pid_, &local, 1, &remote, 1, 0) == static_cast<ssize_t>(size);
}

lab::Fd Target::duplicate(int descriptor) const {
  return lab::Fd(static_cast<int>(::syscall(SYS_pidfd_getfd, pidfd_.get(), descriptor, 0)));
}

void Target::kill(int signal) const { ::syscall(SYS_pidfd_send_signal, pidfd_.get(), signal, nullptr, 0); }

ino_t inode_of(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

std::string status_field(pid_t pid, const std::string& key) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(key)) continue;
    const std::size_t value = line.find_first_not_of(" \t", key.size());
    return value == std::string::npos ? "" : line.substr(value);
  }
  return {};
}

std::string sleeps_in(pid_t thread) {
  std::ifstream file("/proc/" + std::to_string(thread) + "/syscall");
  std::string call;
  std::string stack;  // if it is in no call, else the call's first argument
  file >> call >> stack;
  return call == "-1" && stack == "0x0" ? "ended" : call;  // who was not waited for yet has no stack any more
}

}  // namespace exam
