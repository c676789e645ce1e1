// How this course reports failure. One rule: a failed system call becomes a std::system_error whose
// text begins with the name of the call and whose code is the errno of that call.
#pragma once

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace lab {

/// The end of file came in the middle of something that had begun.
class EndOfFile : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What every exercise throws until you write it.
class NotStarted : public std::logic_error {
 public:
  explicit NotStarted(const char* function) : std::logic_error(std::string(function) + ": not started yet") {}
};

/// Throws for the call that has just failed: `if (::listen(fd, n) == -1) throw_errno("listen");`
/// Call it before anything else can change errno, or hand over the errno that you kept.
[[noreturn]] inline void throw_errno(const char* call, int error = errno) {
  throw std::system_error(error, std::generic_category(), call);
}

}  // namespace lab
