// The result of grading one submission: the one contract that other programs read (schema "socklab/result/1").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "course/invalid.hpp"
#include "course/moment.hpp"
#include "course/status.hpp"

namespace course {

/// A known mistake whose pattern of failed tests the submission shows.
struct Diagnosis {
  std::string mistake;
  std::string believes;
  double confidence = 0;  ///< 0 to 1
};

struct Test {
  std::string name;  ///< "SendAll.SendsEverything"
  Visibility visibility = Visibility::public_test;
  TestStatus status = TestStatus::failed;
  std::string question;
  std::string see;
  std::string message;
  double seconds = 0;
  std::vector<std::string> timeline;
  std::string output;  ///< what the student's code printed
};

/// Hidden tests that a result only counts (Reveal::none).
struct Untold {
  std::size_t tests = 0;
  std::size_t passed = 0;
};

struct ExerciseResult {
  std::string id;    ///< "01.4"
  std::string name;  ///< "send_all"
  std::string title;
  std::string see;
  ExerciseStatus status = ExerciseStatus::not_graded;
  double score = 0;
  double max = 0;
  std::vector<Diagnosis> diagnosis;
  std::vector<Test> tests;
  Untold untold{};

  /// How many tests there are, and how many passed: those that are only counted, too.
  [[nodiscard]] std::size_t all() const;
  [[nodiscard]] std::size_t passed() const;
};

/// What a late policy made of a score: late_policy.hpp. It is in reports alone, and in no result's file.
struct Lateness {
  int days = 0;       ///< started, after the deadline
  double before = 0;  ///< the score as it was earned; `score` is what is left of it
};

struct LabResult {
  std::string id;  ///< "01-socket-syscalls"
  std::string title;
  std::vector<std::string> files;    ///< what was to be handed in
  std::vector<std::string> ignored;  ///< what lay beside it, looks like a part of it, and counted for nothing
  std::string digest;                ///< of the files' names and texts, as they were graded
  LabStatus status = LabStatus::error;
  std::string message;  ///< why it was not graded; empty where it was
  double score = 0;
  double max = 0;
  std::string build_log;  ///< what compiler and linker said; their warnings too
  std::vector<ExerciseResult> exercises;
  std::optional<Lateness> lateness{};
};

/// Whose submission it is and when it was handed in, as far as somebody recorded it. It has no part in the grade.
struct Origin {
  std::string id{};  ///< the platform's number for the student, or the address
  std::optional<Moment> submitted{};
  bool late = false;  ///< the platform's own mark, which tells no time
};

struct Result {
  std::string student;
  std::uint64_t seed = 0;
  std::string sandbox;  ///< how the student's code was confined: "bubblewrap"; "none" for a check of one's own code
  double score = 0;
  double max = 0;
  std::vector<LabResult> labs;
  Reveal reveal = Reveal::full;  ///< what it tells of hidden tests; what it does not tell is not in it
  Origin origin{};
  std::optional<Lateness> lateness{};  ///< of all labs: the most days, and the sum
};

/// A result of these labs, with score and max their sums.
Result make_result(std::string student, std::uint64_t seed, std::string sandbox, std::vector<LabResult> labs);

/// Full marks for every lab, and nothing in `error`.
bool all_passed(const Result& result);

/// JSON text, keys in the schema's order, a newline at the end. The same result gives the same bytes: durations are
/// rounded to milliseconds, points to hundredths, and bytes that are no UTF-8 become U+FFFD.
std::string to_json(const Result& result);

/// Throws Invalid where the text is no result of this schema. Keys that it does not know are passed over: a later
/// version may add some.
Result from_json(const std::string& json);

}  // namespace course
