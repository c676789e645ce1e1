// An archive as a submission: read once, from memory, by libarchive; nothing is ever unpacked to disk.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source.hpp"

namespace engine {

/// What is read at most, in bytes where nothing else is said; more is refused.
struct Limits {
  std::size_t archive = 64 * 1024 * 1024;     ///< as it was handed in; whoever reads the file sees to this one
  std::size_t entries = most_names;           ///< their number
  std::size_t file = largest_file;            ///< of a wanted file
  std::int64_t unpacked = 256 * 1024 * 1024;  ///< altogether
  std::int64_t ratio = 200;                   ///< unpacked to packed, once `ratio_from` bytes are unpacked
  std::int64_t ratio_from = 1024 * 1024;
};

struct Contents {
  std::string refused;                 ///< whole sentences, for whoever handed it in; then the rest is empty
  std::string top;                     ///< "alice/", where that is the only folder at the root
  std::map<std::string, Found> files;  ///< the wanted ones that are there, by their names in the archive
  /// Place ("alice/labs/01-topic/") → what else lies there, for every place in which a file was wanted. Any bytes.
  std::map<std::string, std::vector<std::string>> names;
};

/// `bytes`: all of a zip or tar, the latter perhaps behind gzip, bzip2, xz or zstd; the bytes tell which. `wanted`:
/// relative names ("labs/01-topic/topic.cpp"), which are looked for at the root and in the first folder at the root.
/// Names match byte for byte, a leading "./" aside; those with "..", a backslash, or a slash in front never do. May be
/// called with any bytes, from any thread; throws std::bad_alloc alone.
Contents read_archive(std::string_view bytes, const std::set<std::string>& wanted, const Limits& limits = {});

}  // namespace engine
