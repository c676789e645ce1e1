#include "exam/witness/clock.hpp"

#include <sys/timerfd.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <string>

namespace exam {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr int free_looks = 100;
constexpr auto costs_of_a_look = std::chrono::milliseconds(1);

nanoseconds since(const timespec& time) {
  constexpr std::int64_t longest = 1'000'000'000;
  return seconds(std::clamp<std::int64_t>(time.tv_sec, 0, longest)) + nanoseconds(time.tv_nsec);
}

bool is_a_days_clock(clockid_t clock) {
  switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_TAI:
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_BOOTTIME:
      return true;
    default:
      return false;
  }
}

/// The clock of a timerfd, by /proc; CLOCK_MONOTONIC when it does not tell.
clockid_t clock_of(int timer) {
  std::ifstream info("/proc/self/fdinfo/" + std::to_string(timer));
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("clockid:")) return std::atoi(line.c_str() + 8);
  }
  return CLOCK_MONOTONIC;
}

/// Lets a timer go off, now. (Somebody may read it before anything else can be seen of that.)
void go_off(int timer) {
  itimerspec setting{{0, 0}, {0, 1}};
  ::timerfd_settime(timer, 0, &setting, nullptr);
  while (::timerfd_gettime(timer, &setting) == 0 && setting.it_value.tv_nsec != 0) {
  }
}

}  // namespace

void StudentClock::stop() {
  if (stopped_) return;
  stopped_ = true;
  start_ = now_ = Clock::now();
}

void StudentClock::move_to(Clock::time_point then) {
  if (!stopped_ || then <= now_) return;
  now_ = then;
  looks_ = 0;
  for (auto timer = timers_.begin(); timer != timers_.end();) {
    if (timer->when > now_) {
      ++timer;
      continue;
    }
    go_off(timer->descriptor.get());
    const auto interval = timer->interval;
    if (interval.count() > 0) timer->when += ((now_ - timer->when) / interval + 1) * interval;
    timer = interval.count() > 0 ? std::next(timer) : timers_.erase(timer);
  }
}

std::optional<Clock::time_point> StudentClock::next_timer() const {
  std::optional<Clock::time_point> next;
  for (const Timer& timer : timers_) {
    if (!next || timer.when < *next) next = timer.when;
  }
  return next;
}

std::optional<nanoseconds> StudentClock::look(clockid_t clock) {
  if (!is_a_days_clock(clock)) return std::nullopt;
  if (++looks_ > free_looks) {
    const int looks = looks_;
    move_to(now_ + costs_of_a_look);
    looks_ = looks;
  }
  auto base = bases_.find(clock);
  if (base == bases_.end()) {
    timespec time{};
    if (::clock_gettime(clock, &time) == -1) return std::nullopt;
    // A whole second, and not before what the code may have seen: so that time(2), too, shows the same each time.
    base = bases_.emplace(clock, seconds(time.tv_sec + 1) - seconds(moved() / seconds(1))).first;
  }
  return base->second + moved();
}

bool StudentClock::set_timer(const Target& target, const std::uint64_t* arguments) {
  lab::Fd timer = target.duplicate(static_cast<int>(arguments[0]));
  const auto setting = target.read<itimerspec>(arguments[2]);
  itimerspec before{};
  const itimerspec disarmed{};
  if (!timer || !setting || ::timerfd_settime(timer.get(), 0, &disarmed, &before) == -1) return false;
  if (arguments[3] != 0 && !target.write(arguments[3], &before, sizeof before)) return false;
  const int number = static_cast<int>(arguments[0]);
  timers_.remove_if([&](const Timer& other) { return other.number == number; });
  const nanoseconds value = since(setting->it_value);
  if (value.count() <= 0) return true;
  nanoseconds left = value;
  if ((arguments[1] & TFD_TIMER_ABSTIME) != 0) left -= look(clock_of(timer.get())).value_or(nanoseconds(0));
  const Clock::time_point when = now_ + left;
  const int descriptor = timer.get();
  timers_.push_back({number, std::move(timer), when, since(setting->it_interval)});
  if (left.count() <= 0) go_off(descriptor);
  if (left.count() <= 0) timers_.pop_back();
  return true;
}

}  // namespace exam
