// poll, select and epoll_wait: made on duplicates of the descriptors they name.
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>

#include "exam/witness/operation.hpp"

namespace exam {
namespace {

using Limit = std::optional<std::chrono::nanoseconds>;

constexpr std::int64_t longest = 1'000'000'000;  // seconds; more is as good as that

Limit milliseconds(std::uint64_t argument) {
  const int timeout = static_cast<int>(argument);
  return timeout < 0 ? Limit() : std::chrono::milliseconds(timeout);
}

/// The limit of a wait that is a timespec or a timeval at `address` (0: waits for ever). Nothing: it is no valid time,
/// and the kernel shall say so.
template <class Time>
std::optional<Limit> limit_at(const Target& target, std::uint64_t address) {
  if (address == 0) return Limit();
  const auto time = target.read<Time>(address);
  if (!time || time->tv_sec < 0) return std::nullopt;
  std::chrono::nanoseconds rest{};
  if constexpr (std::is_same_v<Time, timespec>) {
    rest = std::chrono::nanoseconds(time->tv_nsec);
  } else {
    rest = std::chrono::microseconds(time->tv_usec % 1'000'000) + std::chrono::seconds(time->tv_usec / 1'000'000);
  }
  if (rest.count() < 0 || (std::is_same_v<Time, timespec> && rest >= std::chrono::seconds(1))) return std::nullopt;
  return std::chrono::seconds(std::min<std::int64_t>(time->tv_sec, longest)) + rest;
}

class Poll : public Operation {
 public:
  Poll(const Target& target, std::uint64_t address, std::vector<pollfd> entries)
      : target_(target), address_(address), entries_(std::move(entries)) {
    for (const pollfd& entry : entries_) {
      held_.push_back(entry.fd >= 0 ? target.duplicate(entry.fd) : lab::Fd());
      waits_for.push_back({held_.back().get(), entry.events, 0});
    }
    when_time_is_up = Answer::success(0);
  }

  std::optional<Answer> attempt() override {
    for (pollfd& entry : waits_for) entry.revents = 0;
    if (::poll(waits_for.data(), waits_for.size(), 0) == -1) return Answer::kernel();
    int ready = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const bool closed = entries_[i].fd >= 0 && !held_[i];
      entries_[i].revents = closed ? static_cast<short>(POLLNVAL) : waits_for[i].revents;
      if (entries_[i].revents != 0) ++ready;
    }
    if (ready == 0 && !time_is_up) return std::nullopt;
    if (!target_.write(address_, entries_.data(), entries_.size() * sizeof(pollfd))) return Answer::failure(EFAULT);
    return Answer::success(ready);
  }

 private:
  const Target& target_;
  std::uint64_t address_;
  std::vector<pollfd> entries_;
  std::vector<lab::Fd> held_;
};

class Select : public Operation {
 public:
  Select(const Target& target, int count, const std::array<std::uint64_t, 3>& addresses)
      : target_(target), count_(count), addresses_(addresses) {
    for (std::size_t set = 0; set < 3; ++set) {
      FD_ZERO(&wanted_[set]);
      if (addresses_[set] != 0) target.read(addresses_[set], &wanted_[set], bytes());
    }
    for (int fd = 0; fd < count_; ++fd) {
      short events = 0;
      if (FD_ISSET(fd, &wanted_[0])) events |= POLLIN;
      if (FD_ISSET(fd, &wanted_[1])) events |= POLLOUT;
      if (FD_ISSET(fd, &wanted_[2])) events |= POLLPRI;
      if (events == 0) continue;
      numbers_.push_back(fd);
      held_.push_back(target.duplicate(fd));
      waits_for.push_back({held_.back().get(), events, 0});
    }
    when_time_is_up = Answer::success(0);
  }

  std::optional<Answer> attempt() override {
    if (std::any_of(held_.begin(), held_.end(), [](const lab::Fd& fd) { return !fd; })) return Answer::failure(EBADF);
    for (pollfd& entry : waits_for) entry.revents = 0;
    if (::poll(waits_for.data(), waits_for.size(), 0) == -1) return Answer::kernel();
    std::array<fd_set, 3> ready{};
    int count = 0;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      const short seen = waits_for[i].revents;
      const std::array<bool, 3> is{(seen & (POLLIN | POLLHUP | POLLERR | POLLRDHUP)) != 0,
                                   (seen & (POLLOUT | POLLERR)) != 0, (seen & POLLPRI) != 0};
      for (std::size_t set = 0; set < 3; ++set) {
        if (!is[set] || !FD_ISSET(numbers_[i], &wanted_[set])) continue;
        FD_SET(numbers_[i], &ready[set]);
        ++count;
      }
    }
    if (count == 0 && !time_is_up) return std::nullopt;
    for (std::size_t set = 0; set < 3; ++set) {
      if (addresses_[set] != 0 && !target_.write(addresses_[set], &ready[set], bytes())) return Answer::failure(EFAULT);
    }
    return Answer::success(count);
  }

 private:
  [[nodiscard]] std::size_t bytes() const { return (static_cast<std::size_t>(count_) + 63) / 64 * 8; }
  const Target& target_;
  int count_;
  std::array<std::uint64_t, 3> addresses_;
  std::array<fd_set, 3> wanted_{};
  std::vector<int> numbers_;
  std::vector<lab::Fd> held_;
};

class EpollWait : public Operation {
 public:
  EpollWait(const Target& target, lab::Fd epoll, std::uint64_t address, int most)
      : target_(target), epoll_(std::move(epoll)), address_(address), events_(static_cast<std::size_t>(most)) {
    waits_for = {{epoll_.get(), POLLIN, 0}};
    when_time_is_up = Answer::success(0);
  }

  std::optional<Answer> attempt() override {
    const int count = ::epoll_wait(epoll_.get(), events_.data(), static_cast<int>(events_.size()), 0);
    if (count == -1) return Answer::failure(errno);
    if (count == 0 && !time_is_up) return std::nullopt;
    if (!target_.write(address_, events_.data(), static_cast<std::size_t>(count) * sizeof(epoll_event)))
      return Answer::failure(EFAULT);
    return Answer::success(count);
  }

 private:
  const Target& target_;
  lab::Fd epoll_;
  std::uint64_t address_;
  std::vector<epoll_event> events_;
};

/// nanosleep(2), clock_nanosleep(2).
class Sleep : public Operation {
 public:
  explicit Sleep(std::chrono::nanoseconds duration) {
    time_limit = duration;
    when_time_is_up = Answer::success(0);
  }
  std::optional<Answer> attempt() override { return std::nullopt; }
};

std::unique_ptr<Operation> make_poll(const Trapped& call, const Target& target) {
  const auto& a = call.arguments;
  if (a[1] > 1024) return nullptr;
  std::vector<pollfd> entries(a[1]);
  if (!target.read(a[0], entries.data(), entries.size() * sizeof(pollfd))) return nullptr;
  return std::make_unique<Poll>(target, a[0], std::move(entries));
}

std::unique_ptr<Operation> make_select(const Trapped& call, const Target& target) {
  const auto& a = call.arguments;
  const int count = static_cast<int>(a[0]);
  if (count < 0 || count > FD_SETSIZE) return nullptr;
  return std::make_unique<Select>(target, count, std::array<std::uint64_t, 3>{a[1], a[2], a[3]});
}

std::unique_ptr<Operation> make_epoll_wait(const Trapped& call, const Target& target) {
  const auto& a = call.arguments;
  const int most = static_cast<int>(a[2]);
  lab::Fd epoll = target.duplicate(call.descriptor());
  if (!epoll || most <= 0 || most > 65536) return nullptr;
  return std::make_unique<EpollWait>(target, std::move(epoll), a[1], most);
}

template <class Made>
std::unique_ptr<Operation> with_limit(Made operation, const std::optional<Limit>& limit) {
  if (!operation || !limit) return nullptr;
  operation->time_limit = *limit;
  return operation;
}

}  // namespace

std::unique_ptr<Operation> make_wait(const Trapped& call, const Target& target, const StudentClock& clock) {
  const auto& a = call.arguments;
  // A call that changes the signal mask while it waits is the kernel's own; but the kernel cannot make a clock move
  // that is stopped.
  const auto is_ours = [&](std::uint64_t mask) { return mask == 0 || clock.stopped(); };
  switch (call.call->number) {
#ifdef SYS_poll
    case SYS_poll:
      return with_limit(make_poll(call, target), milliseconds(a[2]));
#endif
    case SYS_ppoll:
      return is_ours(a[3]) ? with_limit(make_poll(call, target), limit_at<timespec>(target, a[2])) : nullptr;
#ifdef SYS_select
    case SYS_select:
      return with_limit(make_select(call, target), limit_at<timeval>(target, a[4]));
#endif
    case SYS_pselect6: {
      const std::uint64_t mask = a[5] == 0 ? 0 : target.read<std::uint64_t>(a[5]).value_or(1);
      return is_ours(mask) ? with_limit(make_select(call, target), limit_at<timespec>(target, a[4])) : nullptr;
    }
#ifdef SYS_epoll_wait
    case SYS_epoll_wait:
      return with_limit(make_epoll_wait(call, target), milliseconds(a[3]));
#endif
    case SYS_epoll_pwait:
      return is_ours(a[4]) ? with_limit(make_epoll_wait(call, target), milliseconds(a[3])) : nullptr;
    case SYS_epoll_pwait2:
      return is_ours(a[4]) ? with_limit(make_epoll_wait(call, target), limit_at<timespec>(target, a[3])) : nullptr;
    default:
      return nullptr;
  }
}

std::unique_ptr<Operation> make_sleep(const Trapped& call, const Target& target, StudentClock& clock) {
  if (!clock.stopped()) return nullptr;  // a real one
  const bool is_plain = call.call->number == SYS_nanosleep;
  const auto given = limit_at<timespec>(target, call.arguments[is_plain ? 0 : 2]);
  if (!given || !*given) return nullptr;
  std::chrono::nanoseconds duration = **given;
  if (!is_plain && (call.arguments[1] & TIMER_ABSTIME) != 0) {
    const auto now = clock.look(static_cast<clockid_t>(call.arguments[0]));
    if (!now) return nullptr;
    duration -= *now;
  }
  return std::make_unique<Sleep>(duration);
}

}  // namespace exam
