// Which system calls a process in a box may make (seccomp(2)): a list of what is allowed; all else fails, and nothing
// gets through that we did not think of.
#pragma once

namespace sandbox {

/// What runs in the box.
enum class Role {
  worker,    ///< the student's program, and its launcher, which installs the witness's filter on top
  compiler,  ///< compiler, assembler, linker
};

/// For this process and all that it starts, for ever. Needs PR_SET_NO_NEW_PRIVS, which it sets. Returns 0, or an errno
/// value.
int install_filter(Role role);

}  // namespace sandbox
