// What came of a call into student code, and the ways in which a test can end without a verdict of its own.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>

#include "support/errors.hpp"
#include "wire/call.hpp"

namespace exam {

/// The function still throws NotStarted.
class NotStarted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
/// The worker's process ended during the call; the text says how and, where a sanitizer told it, where.
class Crashed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws Crashed, for bytes on the control socket that are no reply.
[[noreturn]] void throw_no_reply();
/// The call did not come back, or waits for what nobody will send.
class TimedOut : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
/// The test used a result where the function threw. Ends the test as failed.
class Threw : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// "std::system_error "bind: Address already in use" (EADDRINUSE)".
std::string to_text(const wire::Thrown& thrown);

struct NoValue {};

/// R is the function's result type; NoValue for void.
template <class R>
struct Outcome {
  std::optional<R> result;
  std::optional<wire::Thrown> thrown;
  std::string bytes;  ///< what the call left in the span that it could write (see room)
  int leaked = 0;     ///< descriptors open after the call that were not before, those returned not counted; negative:
                      ///< it closed one that was not its own
  int inherited =
      0;  ///< descriptors that are new since the call and not close-on-exec (by /proc), those returned included

  /// The result. Throws Threw, which ends the test with what the function threw.
  R& value() {
    if (!result) throw Threw("it threw " + to_text(thrown.value()));
    return *result;
  }
  R& operator*() { return value(); }
  R* operator->() { return &value(); }
};

// For EXPECT_TRUE: each says, when it does not hold, what happened instead.

testing::AssertionResult describe_return(const std::optional<wire::Thrown>& thrown);
testing::AssertionResult describe_error(const std::optional<wire::Thrown>& thrown, const std::string& call, int error);
testing::AssertionResult describe_type(const std::optional<wire::Thrown>& thrown, const std::string& type);

/// It returned, and threw nothing.
template <class R>
testing::AssertionResult returned(const Outcome<R>& outcome) {
  return describe_return(outcome.thrown);
}
/// It threw a std::system_error with this errno whose text begins with the name of this call.
template <class R>
testing::AssertionResult threw(const Outcome<R>& outcome, const std::string& call, int error) {
  return describe_error(outcome.thrown, call, error);
}
/// The same, and the call that failed may be any of `calls`: send and write are both right, and the name thrown is that
/// of the one used.
template <class R>
testing::AssertionResult threw_any(const Outcome<R>& outcome, std::initializer_list<const char*> calls, int error) {
  for (const char* call : calls) {
    if (auto result = threw(outcome, call, error)) return result;
  }
  return threw(outcome, *calls.begin(), error);
}
/// It threw an exception of this type, spelt as C++ spells it: "lab::EndOfFile", "std::length_error".
template <class R>
testing::AssertionResult threw_type(const Outcome<R>& outcome, const std::string& type) {
  return describe_type(outcome.thrown, type);
}

// What to say of Outcome::leaked when it is not 0.
inline constexpr auto keep_in_fd = "A descriptor stayed open: keep it in an Fd from the moment when you have it.";
inline constexpr auto is_borrowed = "A plain int is borrowed: do not close it, and leave no other descriptor open.";

}  // namespace exam
