// The verdict of the test that runs, as far as it is not GoogleTest's own: noted where it is found, reported at the
// end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace exam {

enum class Verdict { passed, failed, crashed, timed_out, not_started };

/// What is known of the test that runs, beside GoogleTest's failures.
struct Notes {
  std::string question;
  std::string see;
  Verdict verdict = Verdict::passed;  ///< crashed, timed_out or not_started, when one of these ended it
  std::string message;
  std::vector<std::string> timeline;
  std::string output;
};
Notes& current_notes();

/// Notes how the test ends (the first time counts), and returns `message`, so that one can throw it.
std::string note_verdict(Verdict verdict, const std::string& message);

/// "passed", "failed", "crashed", "timed-out", "not-started".
const char* to_text(Verdict verdict);

/// The seed of this run, and its child for the test that runs.
void set_seed(std::uint64_t seed);
std::uint64_t run_seed();
std::uint64_t test_seed();

}  // namespace exam
