// A class at a glance: what its results say together. Texts are as results have them, not printable yet.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "course/result.hpp"

namespace report {

/// An exercise, over all students whose lab was graded.
struct Column {
  std::string lab;
  std::string exercise;
  std::string title;
  std::string see;
  std::size_t graded = 0;
  std::size_t passed = 0;  ///< students, with all its tests
  double score = 0;        ///< of all of them
  double max = 0;
};

/// What several students seem to believe; counted where it is the likeliest that an exercise's diagnosis names, and
/// likely enough to be told.
struct Misunderstanding {
  std::string believes;
  std::string exercise;
  std::string title;
  std::string see;
  std::size_t students = 0;
};

struct NeedsHelp {
  std::string student;
  std::string file;              ///< the student's page
  std::vector<std::string> why;  ///< never empty
  int urgency = 0;               ///< what is more urgent is greater
};

struct OurFault {
  std::string student;
  std::string lab;
  std::string message;
};

/// A test over the class.
struct TestOfClass {
  std::string exercise;
  std::string name;
  std::string question;
  std::size_t ran = 0;
  std::size_t not_passed = 0;
  std::size_t ended_badly = 0;  ///< crashed, or did not end
  double longest = 0;           ///< seconds, and whose
  std::string whose;
  bool differs = false;  ///< the same files (by digest) passed once and did not once
};

/// Stuck is who has not passed what this part of the class has.
constexpr double kMostHavePassed = 2.0 / 3;

struct Overview {
  std::vector<Column> columns;                      ///< by exercise
  std::vector<Misunderstanding> misunderstandings;  ///< the commonest first
  std::vector<NeedsHelp> help;                      ///< the most urgent first
  std::vector<OurFault> faults;
  std::vector<TestOfClass> tests;   ///< in no order that means something
  std::vector<std::size_t> tenths;  ///< ten: students with 0 to below 10 percent, …, 90 to 100
  std::size_t scored = 0;           ///< students whose score is not spoilt by a fault of ours
  double median = 0;                ///< of their percents
};

Overview overview_of(const std::vector<course::Result>& results);

}  // namespace report
