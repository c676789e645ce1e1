// Worker: the launched program with the student's code in it. It is started once, under the witness, and forks for
// every test.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "exam/leftovers.hpp"
#include "exam/witness/witness.hpp"
#include "wire/message.hpp"

namespace exam {

/// How to start a worker: `prefix` (a sandbox's command, may be empty), then launcher and worker.
struct WorkerCommand {
  std::vector<std::string> prefix;
  std::string launcher;
  std::string worker;
};

/// The worker could not even be launched: no fault of the student's. Ends the examiner with status 70.
class LaunchFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A process forked for one test.
struct Forked {
  lab::Fd control;
  ino_t its_control = 0;  ///< the inode of the other end, which is not the student's to give away
  pid_t pid = 0;          ///< as this process sees it
  pid_t worker_pid = 0;   ///< as the worker sees it (it may have a PID namespace of its own)
};

class Worker {
 public:
  /// Starts it; throws LaunchFailed, or Crashed or TimedOut when it does not get as far as its main loop.
  explicit Worker(const WorkerCommand& command);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Throws Crashed when the worker is gone.
  Forked fork_for_test();
  /// The wait status (wait(2)) of a forked process, waited for at most a second; nothing if it was not told.
  std::optional<int> wait_status(pid_t worker_pid);
  [[nodiscard]] Witness& witness() { return *witness_; }
  /// After it ended: why its box was closed; none when that was not the box's doing.
  std::optional<std::string_view> closed_because();
  /// Removes what a test left behind, processes and files. False if it cannot, or if the worker has threads, which
  /// would carry a state from test to test: then a new worker is needed.
  [[nodiscard]] bool clear_leftovers() const;

  /// The one worker of this examiner, started at first use and again after it was lost.
  static Worker& instance();
  /// After this, instance() starts a new one.
  static void discard();
  static void set_command(WorkerCommand command);

 private:
  void close();

  pid_t pid_ = -1;             // what was started: the worker itself, or its box
  lab::Fd init_;               // a pidfd: process 1 of its PID namespace, where it has one
  pid_t forks_ = -1;           // the worker itself, from which every test's process is forked
  std::set<pid_t> belonging_;  // the processes from pid_ down to forks_
  std::optional<WritableFolders> folders_;
  lab::Fd control_;
  Session start_;  // the worker's own output, while no test runs
  std::unique_ptr<Witness> witness_;
};

}  // namespace exam
