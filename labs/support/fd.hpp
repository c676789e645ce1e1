// Fd: a descriptor that is owned. It closes itself, once, and cannot be copied.
// A descriptor that is only borrowed is a plain int.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace lab {

class Fd {
 public:
  Fd() = default;
  /// Takes over `number`; a negative number means "none". 0 is a descriptor like any other.
  explicit Fd(int number) noexcept : number_(number) {}
  Fd(Fd&& other) noexcept : number_(other.release()) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) reset(other.release());
    return *this;
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() { reset(); }

  /// The number, to hand to a system call; still owned by this Fd.
  [[nodiscard]] int get() const noexcept { return number_; }
  [[nodiscard]] explicit operator bool() const noexcept { return number_ >= 0; }
  /// Gives the descriptor away: the caller closes it.
  [[nodiscard]] int release() noexcept { return std::exchange(number_, -1); }
  /// Closes what it owns, leaves errno as it was, and takes over `number`. close(2) is never
  /// repeated: on Linux the descriptor is gone even when close says EINTR.
  void reset(int number = -1) noexcept {
    const int owned = std::exchange(number_, number);
    if (owned < 0) return;
    const int saved = errno;
    ::close(owned);
    errno = saved;
  }

 private:
  int number_ = -1;
};

}  // namespace lab
