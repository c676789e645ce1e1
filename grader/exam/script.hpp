// The script of a test: what shall happen to the student's system calls. Every event is tied to the nth call of a kind,
// so that it happens at the same place each time.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "wire/watched.hpp"

namespace exam {

using wire::Syscall;

/// Which calls of a kind: counted from 1 since the fault was ordered. `only`: calls whose text in the timeline holds
/// this, such as "AF_INET6, SOCK_STREAM"; the others are not counted.
struct Which {
  int first = 1;
  int last = 1;
  const char* only = "";
};
constexpr Which nth(int n) { return {n, n, ""}; }
constexpr Which from(int n) { return {n, 1 << 30, ""}; }
constexpr Which every() { return from(1); }
constexpr Which every(const char* only) { return {1, 1 << 30, only}; }

/// One thing that is done to a call.
struct Fault {
  enum class Kind {
    fail,       ///< return -1 with `error`; the call is not made
    interrupt,  ///< return -1 EINTR as the kernel would: connect goes on behind it, close has closed
    shorten,    ///< transfer at most `bytes`
    prepare,    ///< run `before` with a duplicate of the call's descriptor, then let the call go on
  };
  Syscall call;
  Which which;
  Kind kind;
  int error = 0;
  std::size_t bytes = 0;
  std::function<void(int)> before;
  int seen = 0;  ///< calls of this kind since the order
};

}  // namespace exam
