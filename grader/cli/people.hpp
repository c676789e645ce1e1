// Whose submissions these are, and when they were handed in: what an instructor's tables add to what is known.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/common.hpp"
#include "engine/intake.hpp"

namespace cli {

/// The times of --submitted, which go before all others; tells which of its rows are nobody's. Throws BadInput.
void take_times(std::vector<engine::Submission>& submissions, const Options& options);

/// What --roster says of a class.
struct Attendance {
  std::vector<std::string> without;    ///< on the roster, and nothing of theirs is here
  std::vector<std::string> strangers;  ///< submissions that are nobody's on the roster
  std::vector<std::string> notes;      ///< why, and who is there several times
};

/// Throws BadInput where the roster is none.
Attendance compare_with_roster(const std::vector<engine::Submission>& submissions, const Options& options);

/// OUT/roster.json, for reports and other programs: schema "socklab/roster/1", "without_submission", "not_on_roster".
/// Without a roster this time, an earlier file is removed: it may be wrong by now.
void write_attendance(const std::filesystem::path& out, const Attendance& attendance, const Options& options);

/// What such a file says, as lines for the instructor; none where there is none.
std::vector<std::string> told_attendance(const std::filesystem::path& out);

}  // namespace cli
