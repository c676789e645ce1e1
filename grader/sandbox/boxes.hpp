// The boxes that processes run in: each is a command to put before theirs. bubblewrap (bwrap(1)) makes the namespaces,
// prlimit(1) sets the limits, last and inside.
#pragma once

#include <filesystem>
#include <vector>

#include "sandbox/process.hpp"

namespace sandbox {

using Path = std::filesystem::path;

/// Around the examiner, which we trust: a network of its own, in which it makes all sockets that student code gets to
/// see, and no right to write but in `writable`.
Command examiner_box(const Path& writable);

/// Around the worker: sees /usr and what `readable` names, may write in /tmp only. Shares the network of the examiner,
/// which starts it.
Command worker_box(const std::vector<Path>& readable);

/// Around compiler and linker: no network; sees /usr and what `readable` names, may write in `folder` and /tmp.
Command compiler_box(const Path& folder, const std::vector<Path>& readable);

/// The limits alone, for one's own code where no box was asked for.
Command worker_limits();
Command compiler_limits();

}  // namespace sandbox
