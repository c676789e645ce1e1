// The closed vocabulary of verdicts, and of what is told of them; how each is spelt in reports and results.
#pragma once

#include <optional>
#include <string_view>

namespace course {

enum class TestStatus {
  passed,
  failed,
  crashed,
  timed_out,    ///< "timed-out"
  not_started,  ///< "not-started"
};

enum class ExerciseStatus {
  passed,       ///< every test passed
  partly,       ///< some did
  failed,       ///< none did
  not_started,  ///< "not-started": none was even begun
  not_graded,   ///< "not-graded": the lab's status says why
};

enum class LabStatus {
  graded,        ///< built and tested; the exercises tell the rest
  build_failed,  ///< "build-failed": the compiler or linker refused it
  missing,       ///< a file that was to be handed in is not there
  error,         ///< the grader's own fault, never the student's; no grade
};

enum class Visibility { public_test, hidden_test };  ///< "public", "hidden"

/// What a result tells of hidden tests, the instructor's choice; each tells what those before it tell, too.
enum class Reveal {
  none,       ///< how many there are and how many passed; the points
  names,      ///< their names, their questions, how each ended
  diagnosis,  ///< what the student seems to believe, and where to read on: the course's own words, no input of a test
  full,       ///< messages, timelines, durations, output: they tell the inputs and what was expected
};

std::string_view to_text(TestStatus status);
std::string_view to_text(ExerciseStatus status);
std::string_view to_text(LabStatus status);
std::string_view to_text(Visibility visibility);
std::string_view to_text(Reveal reveal);

/// The status so spelt; empty where there is none.
template <class Status>
std::optional<Status> from_text(std::string_view text);

}  // namespace course
