// A result as a person reads it, in a terminal or a CI service's log. No line is wider than 100 columns, but where a
// student printed a CI service's command; neither that nor a control character of a student's comes out as it is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "course/result.hpp"

namespace report {

struct Terminal {
  bool colour = false;
  bool details = true;                       ///< what failed, and what to do next; without: the exercises' lines alone
  std::string command = "./grader/socklab";  ///< how the next command to type begins; empty: nothing to type next
  std::map<std::string, std::string> places{};  ///< by exercise, its place in the student's file, for editors
  std::size_t exercises = 1;                    ///< so many are told at length
  std::string test{};                           ///< the one test that was run, as its user calls it; empty: all
  bool tell_of_watch = false;                   ///< to somebody who has not used it yet
  std::map<std::string, std::string> bases{};   ///< by exercise, the one that it builds on and that has not passed
};

/// One submission: a line for each exercise, then what failed, then the next command to type. With a usual failure of
/// one exercise, 40 lines.
std::string to_terminal(const course::Result& result, const Terminal& terminal = {});

/// Several submissions on one screen: a line for each; where a late policy was applied, with the days.
std::string to_summary(const std::vector<course::Result>& results, const Terminal& terminal = {});

}  // namespace report
