// Files as the engine handles them: work in a folder that goes away, results that are there whole or not at all.
#pragma once

#include <filesystem>
#include <string>

#include "support/fd.hpp"

namespace engine {

using Path = std::filesystem::path;

/// A fresh folder under the system's temporary one, removed with all that is in it. Making one also removes
/// those that were left when their owners were killed.
class WorkFolder {
 public:
  WorkFolder();
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  [[nodiscard]] const Path& path() const { return path_; }

 private:
  Path path_;
  lab::Fd lock_;  // held for as long as the folder is in use
};

/// Writes a new file. Throws std::system_error, which names the file.
void write_file(const Path& path, const std::string& text);
/// Writes beside it (to NAME.part-…), then renames: whoever reads `path` sees the old text or all of the new one.
/// On the disk, too, unless `durable` is false: for what can be made again.
void write_whole(const Path& path, const std::string& text, bool durable = true);
/// Removes what write_whole left of `*.json` in this folder when it was killed. Nobody else's work is touched.
void remove_parts(const Path& folder);

}  // namespace engine
