// The clock as the student's code sees it. It runs like everybody's until a test stops it; from then on it moves when
// the test says so, or when the code waits with a time limit and the limit is over. So an hour passes at once, to the
// nanosecond the same each time.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <list>
#include <map>
#include <optional>

#include "exam/witness/target.hpp"

namespace exam {

using Clock = std::chrono::steady_clock;

/// Not thread-safe: the witness's mutex guards it.
class StudentClock {
 public:
  [[nodiscard]] Clock::time_point now() const { return stopped_ ? now_ : Clock::now(); }
  void stop();
  [[nodiscard]] bool stopped() const { return stopped_; }
  /// How far it has moved since it was stopped.
  [[nodiscard]] std::chrono::nanoseconds moved() const { return now_ - start_; }
  /// Moves a stopped clock forward to `then`; never back. What it passes goes off.
  void move_to(Clock::time_point then);
  /// When the next of the code's timers (timerfd_create(2)) goes off, if any does.
  [[nodiscard]] std::optional<Clock::time_point> next_timer() const;

  /// What a clock that was stopped shows to a look at it; a clock of the kernel (clock_gettime(2)). Nothing: the kernel
  /// knows better (a processor's time, or no clock). Code that looks again and again, and does nothing else, sees it
  /// move: so that waiting like that ends.
  std::optional<std::chrono::nanoseconds> look(clockid_t clock);
  /// The code does something else than to look.
  void works() { looks_ = 0; }

  /// timerfd_settime(2) while the clock is stopped: takes the timer over. False: the kernel shall do it.
  bool set_timer(const Target& target, const std::uint64_t* arguments);

 private:
  struct Timer {
    int number;  // in the student's process
    lab::Fd descriptor;
    Clock::time_point when;
    std::chrono::nanoseconds interval;
  };
  bool stopped_ = false;
  Clock::time_point start_;
  Clock::time_point now_;
  std::map<clockid_t, std::chrono::nanoseconds> bases_;  // what each clock showed when now_ was start_
  std::list<Timer> timers_;
  int looks_ = 0;  // in a row
};

}  // namespace exam
