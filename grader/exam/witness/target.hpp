// Target: a process under the witness, seen from outside: its memory and its descriptors.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "support/fd.hpp"

namespace exam {

class Target {
 public:
  /// `pid` is a process (not one of its threads). Nothing is thrown: what the kernel refuses shows in the members
  /// below.
  explicit Target(pid_t pid);

  /// Copies `size` bytes from or to its memory (process_vm_readv(2)). False if any of them is not there.
  bool read(std::uint64_t address, void* to, std::size_t size) const;
  bool write(std::uint64_t address, const void* from, std::size_t size) const;
  template <class T>
  std::optional<T> read(std::uint64_t address) const {
    T value{};
    if (!read(address, &value, sizeof value)) return std::nullopt;
    return value;
  }
  /// A duplicate of its descriptor (pidfd_getfd(2)), close-on-exec; none if it has no such descriptor.
  [[nodiscard]] lab::Fd duplicate(int descriptor) const;
  void kill(int signal) const;
  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] int pidfd() const { return pidfd_.get(); }

 private:
  pid_t pid_;
  lab::Fd pidfd_;
};

/// Of what is open at this number of ours (fstat(2)); 0 if nothing is.
ino_t inode_of(int descriptor);

/// The value after `key` ("Tgid:") in /proc/PID/status; empty if there is none.
std::string status_field(pid_t pid, const std::string& key);

/// The system call in which a thread sleeps: its number as text, by /proc/TID/syscall; "running" if it does not sleep;
/// "-1" if the kernel holds it up outside of any call; "ended", or nothing, when it has ended.
std::string sleeps_in(pid_t thread);

}  // namespace exam
