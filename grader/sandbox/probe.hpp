// Whether this machine can confine a process. Asked before anything is graded: there is no grade without a box, and no
// silent way around.
#pragma once

#include <optional>
#include <string>

namespace sandbox {

struct Unavailable {
  std::string cause;
  std::string mend;  ///< what to type, or to ask an administrator for
};

/// Tries the boxes, one in the other, as grading does. Empty: they hold what they promise.
std::optional<Unavailable> probe();

}  // namespace sandbox
