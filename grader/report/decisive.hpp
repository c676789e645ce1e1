// Which line of a timeline decided a test, where that can be known.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "course/result.hpp"

namespace report {

struct Decisive {
  std::size_t line = 0;  ///< of the test's timeline
  std::string why;       ///< "your code waits here"
};

/// Known is: where the code waits or crashed (its last call), which failed call became the exception that the message
/// tells, and which descriptor was never closed where the message is about one that stayed open. Of a value that is
/// wrong no line is known to be the reason: nothing then.
std::optional<Decisive> decisive_line(const course::Test& test);

}  // namespace report
