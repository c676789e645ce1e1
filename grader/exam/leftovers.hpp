// What a test left behind in its worker, seen from outside by /proc: processes and files. The next test must not find
// any of it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace exam {

/// `pid` and the processes above it, up to this one, which is left out.
std::set<pid_t> line_of_descent(pid_t pid);

/// Ends what descends from this process, but for `known`; their descendants, too, are only spared if they are known
/// themselves. Orphans count once this process is their subreaper (prctl(2), PR_SET_CHILD_SUBREAPER). False if some
/// live on, or appeared meanwhile.
bool end_all_but(const std::set<pid_t>& known);

/// Processor time that all descendants of this process have used so far, those that ended and were waited for included.
std::chrono::milliseconds cpu_time_of_descendants();

/// The folders that student code may write in: /tmp and /dev/shm of its box. Without a box they are everybody's, and
/// nothing is looked at or removed.
class WritableFolders {
 public:
  /// Of the mount namespace of process `pid`, as they are now: what is there already belongs there.
  explicit WritableFolders(pid_t pid);
  /// Removes what came since. False if something is left.
  [[nodiscard]] bool clear() const;

 private:
  struct Folder {
    std::string path;
    std::set<std::string> known;
  };
  std::vector<Folder> folders_;
};

}  // namespace exam
