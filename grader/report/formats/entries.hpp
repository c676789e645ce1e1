// What platforms list line by line: the tests of a result, with the points that each of them is worth.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "course/result.hpp"

namespace report {

/// A test; a hidden test that the result only counts; or a whole exercise, where its lab was not graded.
struct Entry {
  std::string name;  ///< "SendAll.SendsEverything", "hidden test 2", or the exercise's title; printable
  course::TestStatus status = course::TestStatus::failed;
  double score = 0;
  double max = 0;
  double seconds = 0;
  std::string text;  ///< lines for the student, plain and printable; empty where it passed
};

/// Never empty. The scores are hundredths and sum up to the exercise's, so do the maxima.
std::vector<Entry> entries_of(const course::LabResult& lab, const course::ExerciseResult& exercise);

/// Why this lab was not graded, and what to do; plain, printable lines. Empty where it was.
std::string why_not_graded(const course::LabResult& lab);

/// True where a lab could not be graded by our own fault. No platform is told a score then: it would be too low, and
/// the next grade sets it right.
bool our_fault(const course::Result& result);
/// What the student reads then.
std::string told_of_our_fault();

/// Where a late policy was applied and this was late: "2 days late: 16 of the 20 points earned are left."; else empty.
/// `score` is what is left.
std::string told_of_lateness(const std::optional<course::Lateness>& lateness, double score);

/// The lab with what a late policy took off shared among its exercises, in hundredths: their scores sum up to the
/// lab's.
course::LabResult with_loss_shared(course::LabResult lab);

/// "01.4 Send everything", printable.
std::string title_of(const course::ExerciseResult& exercise);

/// A name for the student's file: what the result's own file has, without folders.
std::string file_name(const course::Result& result, const std::string& ending);

}  // namespace report
