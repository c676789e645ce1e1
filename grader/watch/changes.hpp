// When was one of these files saved? inotify(7) on their folder, since editors write in place, truncate, or rename a
// new file over the old one; or, where the kernel is not told of writes (shared folders, WSL), looking now and then.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "support/fd.hpp"

namespace watch {

class Changes {
 public:
  /// `files`: names in `folder`, which need not exist at every moment. Where inotify is refused (no watches left:
  /// ENOSPC), it looks, too.
  Changes(std::filesystem::path folder, std::vector<std::string> files, bool look);

  /// For poll(2): readable when there is something to read; -1 where there is nothing but looking.
  [[nodiscard]] int descriptor() const { return inotify_.get(); }
  /// Call `seen` at least so often.
  [[nodiscard]] std::chrono::milliseconds interval() const;
  /// Whether a file was written, replaced, removed or made since the last call. Never blocks.
  bool seen();

 private:
  struct State {
    std::uint64_t inode = 0;
    std::int64_t size = -1;  ///< -1: not there
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    bool operator==(const State&) const = default;
  };
  [[nodiscard]] std::vector<State> look() const;
  bool read_events();
  void add_watch();

  std::filesystem::path folder_;
  std::vector<std::string> files_;
  lab::Fd inotify_;
  int watch_ = -1;  ///< -1: none, the folder went away perhaps
  std::vector<State> before_;
};

}  // namespace watch
