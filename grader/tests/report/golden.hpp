// A class for the tests of formats, and the files in golden/ that its reports are compared with, byte for byte. After a
// change that is meant: GOLDEN=write meson test -C build report, and look at `git diff`.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "report/formats/formats.hpp"
#include "results.hpp"

inline course::Result result_of(const std::string& student, const std::vector<course::LabResult>& labs) {
  return course::make_result(student, 1, "bubblewrap", labs);
}

/// What a student's code may print and a message repeat: text that means something to somebody.
inline const std::string kHostile = "::error::x ]]> <b>&amp; | ``` \x1b[31m \xff \u202E =1+1";

/// Three points for two tests and a hidden one that is only counted; one of them failed.
inline course::LabResult partly_passed() {
  auto failed = test_of("SendAll.GoesOn", course::TestStatus::failed, "Does it go on after a partial send?");
  failed.message = "It sent 3 bytes of 10.\n" + kHostile;
  failed.timeline = {"send(10) = 3 | recv 3"};
  failed.output = kHostile;
  failed.seconds = 0.004;
  auto first = exercise_of("01.1", course::ExerciseStatus::passed, {test_of("Open.Opens", course::TestStatus::passed)});
  auto second = exercise_of("01.2", course::ExerciseStatus::partly,
                            {test_of("SendAll.SendsAll", course::TestStatus::passed), failed});
  second.untold = {1, 1};
  second.score = 2;
  second.diagnosis = {{"one-send", "send takes everything.", 0.9}};
  auto third = exercise_of("01.3", course::ExerciseStatus::not_started,
                           {test_of("Close.Closes", course::TestStatus::not_started)});
  auto lab = lab_of({first, second, third});
  return lab;
}

inline course::LabResult not_graded(course::LabStatus status, const std::string& message) {
  auto lab = lab_of({exercise_of("01.1", course::ExerciseStatus::not_graded, {}),
                     exercise_of("01.2", course::ExerciseStatus::not_graded, {}),
                     exercise_of("01.3", course::ExerciseStatus::not_graded, {})},
                    status);
  lab.message = message;
  if (status == course::LabStatus::build_failed) lab.build_log = "socket_syscalls.cpp:7:3: error: what is this?\n";
  return lab;
}

/// alice has 5 of 9 points, bob's file does not compile, carol's lab met a fault of ours.
inline std::vector<course::Result> a_class() {
  return {result_of("alice", {partly_passed()}), result_of("bob", {not_graded(course::LabStatus::build_failed, "")}),
          result_of("carol", {not_graded(course::LabStatus::error, "The sandbox did not start.")})};
}

/// Is this what golden/FOLDER-NAME has?
void expect_golden(const std::string& folder, const std::vector<report::File>& files);

/// Has the JSON object all that is needed, and no key besides but the optional ones? A template, so that only those who
/// have nlohmann's library in their source pay for it.
template <class Json>
void expect_keys(const Json& object, const std::vector<std::string>& needed,
                 const std::vector<std::string>& optional = {}) {
  auto known = needed;
  known.insert(known.end(), optional.begin(), optional.end());
  for (const auto& key : needed) EXPECT_TRUE(object.contains(key)) << key << " is not in " << object;
  for (const auto& [key, value] : object.items()) EXPECT_THAT(known, testing::Contains(key));
}
