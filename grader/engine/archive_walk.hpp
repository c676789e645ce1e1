// The way through an archive in memory, entry by entry, by libarchive: with limits on all that a hostile one could
// spend. What is taken from it is its users' choice: archive.cpp, class_archive.cpp.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/archive.hpp"

namespace engine {

enum class ArchiveProblem {
  damaged,
  unknown,  ///< of no format that is read here
  holds_nothing,
  encrypted,
  too_much,  ///< unpacks to more than the limits allow
  too_many_entries
};

class ArchiveWalk {
 public:
  ArchiveWalk(std::string_view bytes, const Limits& limits);
  virtual ~ArchiveWalk() = default;
  ArchiveWalk(const ArchiveWalk&) = delete;
  ArchiveWalk& operator=(const ArchiveWalk&) = delete;

  /// Looks at every entry; absent where the end was reached. Names are told in UTF-8. Throws std::bad_alloc, and what
  /// look_at throws.
  std::optional<ArchiveProblem> walk();

 protected:
  /// Called for each entry but those that a Mac puts beside the files. `name` is relative, without a leading "./", ".."
  /// or backslashes; absent where it is no such name. What comes back ends the walk.
  virtual std::optional<ArchiveProblem> look_at(archive_entry& entry, const std::optional<std::string>& name) = 0;

  /// The entry's bytes, to their end, at most `most` of them: then `is_larger`.
  std::optional<ArchiveProblem> read(std::string& text, std::size_t most, bool& is_larger);

 private:
  int open();
  [[nodiscard]] bool too_much() const;
  [[nodiscard]] ArchiveProblem opening_problem() const;
  [[nodiscard]] ArchiveProblem problem() const;
  static la_ssize_t read_callback(archive* a, void* walk, const void** part);
  static la_int64_t seek_callback(archive* a, void* walk, la_int64_t offset, int whence);

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t slice_ = 512;  // in which bzip2 may hide 600 MB; more, once it is known that nothing is to be unpacked
  std::int64_t unpacked_ = 0;
  const Limits& limits_;
  std::unique_ptr<archive, int (*)(archive*)> archive_{archive_read_new(), archive_read_free};
};

/// Neither a link of any kind, nor a folder, nor a device.
bool is_regular(archive_entry& entry);

}  // namespace engine
