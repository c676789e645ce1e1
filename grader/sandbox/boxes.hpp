// The boxes that processes run in: each is a command to put before theirs. bubblewrap (bwrap(1)) makes the namespaces
// and the mounts; our init sets the limits within, and watches; our guard, around it, ends what is left. Start them
// with run() and Options::boxed.
#pragma once

#include <filesystem>
#include <vector>

#include "sandbox/process.hpp"

namespace sandbox {

using Path = std::filesystem::path;

/// What of the machine is visible in a box besides /usr, each at its own place. Of files that other users may not read,
/// root's boxes see nothing: they are nobody's.
struct View {
  Path init;  ///< the program grader/sandbox/init; guard lies beside it
  std::vector<Path> readable;
  std::vector<Path> writable;  ///< for root's boxes: see give_to_box()
};

/// Around the examiner, which we trust: a network of its own, in which it makes all sockets that student code gets to
/// see. It must see what the worker's box within shall see.
Command examiner_box(const View& view);

/// Around the worker, within the examiner's box, whose network it shares: /tmp and /dev/shm are all that it may write.
/// `descriptors`: workers_descriptors to most_descriptors (limits.hpp).
Command worker_box(const View& view, int descriptors = 128);

/// Around compiler and linker: no network; starts in `folder`, which is one of the writable ones.
Command compiler_box(const View& view, const Path& folder);

/// The limits alone, for one's own code where no box was asked for.
Command worker_limits(int descriptors = 128);
Command compiler_limits();

}  // namespace sandbox
