// What course throws when a file of the course, or one that an examiner or a grading run wrote, is not as it should be.
#pragma once

#include <stdexcept>

namespace course {

/// Its text is a line for each problem: "labs/01-…/lab.toml:12: what is wrong; what to do".
class Invalid : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace course
