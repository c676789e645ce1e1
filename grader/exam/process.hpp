// Process: one forked test process, with its session at the witness and its control socket.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "exam/witness/session.hpp"
#include "exam/worker.hpp"
#include "wire/value.hpp"

namespace exam {

class Process {
 public:
  /// Throws TimedOut when the budget is used up.
  Process();
  /// Kills it, and waits until it is gone.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void send(const wire::Writer& request);
  /// The reply, waited for until it is clear that none will come. Throws Crashed, TimedOut.
  wire::Message receive();
  /// True when the reply is there, or the process is gone.
  [[nodiscard]] bool has_replied() const;
  /// True when the reply is there and says that the function is not started. Leaves the reply where it is.
  [[nodiscard]] bool has_replied_not_started() const;
  /// Waits, without a script, for an answer that says only "done".
  void wait_until_done();
  /// Its open descriptors by /proc, and how many of those not in `before` are not close-on-exec.
  [[nodiscard]] std::vector<int> descriptors() const;
  [[nodiscard]] int count_inherited(const std::vector<int>& before) const;

  /// True for the socket by which the examiner talks to it.
  [[nodiscard]] bool is_its_control(int descriptor) const { return inode_of(descriptor) == forked_.its_control; }
  [[nodiscard]] Session& session() { return session_; }
  [[nodiscard]] Witness& witness() const { return *witness_; }
  [[nodiscard]] pid_t pid() const { return forked_.pid; }

  // Of the call that runs:
  bool busy = false;
  std::optional<std::vector<int>> before;  ///< the descriptors that were open; nothing: not known, look again
  int lent = 0;                            ///< descriptors that were sent along and stay open
  bool needs_clean_up = false;             ///< the worker holds descriptors for it
  bool close_stdin = false;                ///< the next call is to run with descriptor 0 free

 private:
  [[noreturn]] void ended();
  void check_no_report();
  [[noreturn]] void give_up(const std::string& why);
  Forked forked_;
  Worker* worker_;  // lives on until after this: it is only discarded between two tests, or by the last words of this
  Witness* witness_;
  Session session_;
  bool gone_ = false;
};

/// So much time for all tests together, from the first one on.
void set_budget(std::chrono::seconds budget);

}  // namespace exam
