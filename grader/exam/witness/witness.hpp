// Witness: the thread that answers for the worker's trapped system calls (seccomp_unotify(2)). It records them, follows
// the test's script, and knows when the student's code waits. It also collects what the worker prints.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "exam/witness/operation.hpp"
#include "exam/witness/session.hpp"

struct seccomp_notif;

namespace exam {

class Witness {
 public:
  /// `listener` from the launcher; `output` is the reading end of the worker's standard output and error.
  Witness(lab::Fd listener, lab::Fd output);
  ~Witness();
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  /// From now on the calls of process `pid`, and of its children, belong to `session`.
  void add(pid_t pid, Session& session);
  void remove(Session& session);
  /// The process itself, to kill it or to ask it; nullptr when it is not known.
  [[nodiscard]] std::shared_ptr<const Target> target(const Session& session) const;

  enum class State {
    running,   ///< it computes, or is about to be answered
    waits,     ///< it waits, until something comes or a time limit ends
    for_ever,  ///< it waits without limit (or its clock is stopped), and nothing is there
  };
  /// What the process does now.
  [[nodiscard]] State state(const Session& session) const;
  /// The call in which it waits, as text; empty if it does not.
  [[nodiscard]] std::string waiting_call(const Session& session) const;

  /// Moves a stopped clock on to `then`, or only to the end of the next wait with a time limit, if that is earlier;
  /// that wait ends. True if it came as far as `then`. Call it with the mutex held.
  bool move_clock(Session& session, Clock::time_point then);
  /// The same, as long as the code only waits for time to pass.
  void let_time_flow(Session& session);
  /// Ends the wait of the code with EINTR. False if it does not wait. Call it with the mutex held.
  bool interrupt(Session& session);

  /// Guards every Session.
  [[nodiscard]] std::mutex& mutex() const { return mutex_; }
  /// Reads what the worker has printed so far. Call it with the mutex held.
  void collect_output();

 private:
  struct Pending {
    std::uint64_t id;
    std::size_t step;
    pid_t thread;
    std::shared_ptr<const Target> target;
    Session* session;
    Trapped call;
    std::unique_ptr<Operation> operation;
    Fault* shortened;
    std::optional<Clock::time_point> until{};  ///< when its time is up, by the student's clock
  };
  struct Known {
    std::shared_ptr<const Target> target;
    Session* session;
  };

  void run();
  void receive();
  void handle(const seccomp_notif& request);
  const Known* look_up(pid_t thread);
  bool others_run(const Session& session) const;  // of its threads and children
  Fault* next_fault(Session& session, wire::Syscall kind, const std::string& text);
  bool apply(Fault& fault, const seccomp_notif& request, const Known& known, const Trapped& call, std::size_t step);
  void start(Pending pending);
  void leave_to_kernel(const seccomp_notif& request, const Known& known, const Trapped& call);
  static bool waits_in_kernel(const Session& session);
  void answer_open(const seccomp_notif& request, const Known& known, const wire::Watched& watched);
  void answer_clock(const seccomp_notif& request, const Known& known, const wire::Watched& watched);
  void end_if_too_many(Session& session, const Target& target);
  bool finish_if_ready(Pending& pending);
  void answer(const Pending& pending, Answer answer);
  void let_go(const seccomp_notif& request) const;
  void respond(std::uint64_t id, std::int64_t value, int error, unsigned flags) const;
  int add_descriptor(std::uint64_t id, int descriptor, bool close_on_exec, int at) const;

  lab::Fd listener_;
  lab::Fd output_;
  lab::Fd wake_;
  mutable std::mutex mutex_;
  std::map<pid_t, Known> known_;  // by thread
  std::vector<std::pair<pid_t, Session*>> sessions_;
  std::vector<Pending> pending_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace exam
