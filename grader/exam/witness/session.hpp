// Session: what the witness knows of one test's process: the script it follows, the timeline it writes.
#pragma once

#include <sys/socket.h>
#include <sys/types.h>

#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "exam/script.hpp"
#include "exam/timeline.hpp"
#include "exam/witness/clock.hpp"

namespace exam {

/// So many bytes may be printed in a test; then the process is ended.
constexpr std::size_t most_printed = 16 * 1024 * 1024;

/// A call that the kernel makes itself, and that may wait.
struct KernelCall {
  int number;
  bool has_limit;  ///< it waits for a time at most
  std::string text;
  Clock::time_point since;
};

/// Guarded by the witness's mutex, but for the timeline, which guards itself.
struct Session {
  Timeline timeline;
  std::list<Fault> faults;  ///< a list: a call that is under way points into it
  bool in_call = false;     ///< a call into student code runs: record and touch
  StudentClock clock;
  bool time_flows = false;  ///< the clock is stopped, and moves on by each wait that has a time limit
  int most_calls = 20'000;
  int calls_made = 0;                     ///< within the call into student code that runs
  int looks = 0;                          ///< at the clock
  bool too_many = false;                  ///< it made more than that, and was killed
  bool report_seen = false;               ///< a sanitizer reports: what follows is its doing, and the process will end
  bool starved = false;                   ///< it was told EAGAIN since this was last cleared
  std::map<pid_t, KernelCall> in_kernel;  ///< by thread: the last call that was left to the kernel, if it may wait
  bool has_branched = false;              ///< it has made a thread or a child
  std::set<ino_t> half_connected;         ///< sockets whose connect was interrupted
  std::set<int> tombstones;  ///< numbers that an interrupted close has closed; something harmless stands there
  std::map<std::string, std::string> files;  ///< what the code finds at these paths, instead of what is there
  std::set<ino_t> watched_files;             ///< files whose calls are seen as those of sockets are
  std::optional<ucred> peer;                 ///< what SO_PEERCRED tells instead of the truth
  std::string output;                        ///< standard output and error, the first of it
  std::size_t printed = 0;                   ///< bytes of output, all of it
  unsigned long events = 0;                  ///< grows with every call seen and every answer given
};

}  // namespace exam
