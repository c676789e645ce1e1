// A whole class in one archive, as a platform gives it for download: unpacked once, into a folder of ours.
#pragma once

#include <string>
#include <vector>

#include "engine/archive.hpp"

namespace engine {

/// For 300 students and more, whole trees with their histories among them.
inline constexpr Limits class_limits{512 * 1024 * 1024,     500'000, 64 * 1024 * 1024,
                                     std::int64_t{4} << 30, 100,     std::int64_t{64} << 20};

struct Unpacked {
  Path folder;                      ///< in the place that was given; there until another archive is unpacked there
  std::vector<std::string> passed;  ///< entries that were passed over, and why: "alice/x: a link"; a stranger's bytes
};

/// Unpacks a zip or tar (see read_archive) into a folder below `place`, under the digest of its bytes; what is there
/// already is not unpacked again, and what another archive left is removed. Regular files and folders alone: links,
/// devices, names that lead elsewhere, names that are there twice (neither counts) are passed over. It is there whole
/// or not at all: unpacked beside, then renamed. Throws std::invalid_argument, whose text is for the user, where the
/// archive as a whole cannot be taken, and std::system_error where the disk is full.
Unpacked unpack_class(const Path& archive, const Path& place, const Limits& limits = class_limits);

}  // namespace engine
