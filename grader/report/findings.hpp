// What a test found, out of its message: GoogleTest's assertions, RapidCheck's counterexamples and the labs' own
// "expected: … yours: …", each as what was looked at, what was expected and what was there instead. Lines that are none
// of these stay as they are.
#pragma once

#include <string>
#include <vector>

namespace report {

/// Texts of a student's may be in all of them: nothing is printable() yet.
struct Finding {
  std::string about;              ///< what was looked at: "outcome.leaked"; may be empty
  std::string input;              ///< with which it went wrong, where the message tells that; may be empty
  std::string expected;           ///< may be empty: then `said` tells
  std::string was;                ///< may be empty
  std::vector<std::string> said;  ///< the test's own words, line by line
};

/// In the message's order. What was found again with other inputs alone comes once more.
std::vector<Finding> findings_in(const std::string& message);

}  // namespace report
