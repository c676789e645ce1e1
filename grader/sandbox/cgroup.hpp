// Control groups (cgroups(7), version 2). Where a part of their tree was given to us to manage ("delegated"), every box
// gets a group, and the kernel bounds what it uses as a whole: memory of all kinds, sockets' buffers too, and
// processes. This comes on top of the limits and the watchdog, which hold everywhere.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sandbox/limits.hpp"

namespace sandbox {

/// A group in which we may make groups.
struct Delegated {
  std::filesystem::path folder;          ///< empty: there is none
  std::vector<std::string> controllers;  ///< "memory", "pids" or both
  std::string why_not;                   ///< where there is none
};

/// The folder of the group in which a process with these /proc/self/cgroup and /proc/self/mountinfo is. Empty where
/// version 2 is not mounted.
std::filesystem::path group_folder(const std::string& cgroup, const std::string& mountinfo);

/// Whether groups of boxes can be made in this group, in which this process is. A group with processes cannot have
/// bounded groups within: where that is in the way and nobody else is there, moves this process down into a group of
/// its own, until it exits. Whatever does not work is undone. Removes the groups of graders that were killed.
Delegated prepare_group(const std::filesystem::path& folder);

/// That of this process's own group, found at the first call.
const Delegated& delegated_group();

/// The group of one box. Where it cannot be made, there is none, and nothing else changes.
class BoxGroup {
 public:
  BoxGroup(const Delegated& delegated, Role role);
  /// Ends all that is in it, waits for their end (2 s at most) and removes it.
  ~BoxGroup();
  BoxGroup(const BoxGroup&) = delete;
  BoxGroup& operator=(const BoxGroup&) = delete;

  /// Empty where there is none.
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// The command, in this group from its first instruction on.
  [[nodiscard]] std::vector<std::string> around(std::vector<std::string> command) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace sandbox
