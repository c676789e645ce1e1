// What all processes of a box use together, seen by its init from within: nobody else is in its /proc.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>

#include "wire/box_status.hpp"

namespace sandbox {

struct Bounds {
  std::uint64_t memory;       ///< resident bytes; shared pages count for each process that has them
  std::uint64_t cpu_seconds;  ///< also of those that ended
  std::uint64_t files;        ///< inodes in /tmp and /dev/shm together
};

class Watchdog {
 public:
  explicit Watchdog(const Bounds& bounds) : bounds_(bounds) {}
  /// Looks once. The reason to close the box, if there is one; box_fault when /proc cannot be read.
  std::optional<wire::BoxStatus> look();

 private:
  Bounds bounds_;
  std::map<pid_t, std::uint64_t> cpu_;  // of those that live, in clock ticks
  std::uint64_t cpu_of_ended_ = 0;
};

}  // namespace sandbox
