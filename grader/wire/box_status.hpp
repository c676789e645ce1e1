// How a box tells why it was closed: the exit statuses of its init, for whoever waits for it (examiner, engine). A
// process within may exit with the same number; it gains nothing by it, since none of them means that all went well.
#pragma once

#include <optional>
#include <string_view>

namespace wire {

enum BoxStatus : int {
  box_fault = 70,        ///< the box could not be made: ours, not the student's
  out_of_files = 95,     ///< too many files or folders in /tmp and /dev/shm
  out_of_cpu_time = 96,  ///< all its processes together
  out_of_memory = 97,    ///< all its processes together
};

/// What the student is told; none if `exit_status` is not of the box's making.
inline std::optional<std::string_view> closed_because(int exit_status) {
  switch (exit_status) {
    case out_of_files:
      return "It made too many files, and was stopped. Look for a loop that creates or binds to new names.";
    case out_of_cpu_time:
      return "It used too much processor time, and was stopped. Look for a loop that does not end.";
    case out_of_memory:
      return "It used too much memory, and was stopped. Look for what grows, or recurs, without end.";
    default:
      return {};
  }
}

}  // namespace wire
