// When a Git clone's last commit was made. A clone is a stranger's: its configuration could name programs to run, so
// Git is never started in it. HEAD is read as a text; of the rest Git sees the objects alone, from a folder of our own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/intake.hpp"

namespace engine {

/// The commit that HEAD names, as 40 hexadecimal digits; empty where `folder` is no clone, or has no commit.
std::string head_commit(const Path& folder);

/// When it was committed (not authored): what git log --format=%cI says. Its author may have set any time. Absent where
/// it cannot be read, or Git is not installed.
std::optional<course::Moment> commit_time(const Path& folder, const std::string& commit);
/// Of the commit that HEAD names.
std::optional<course::Moment> commit_time(const Path& folder);

/// Gives every submission that is a clone the time of its last commit. `memory` is a file of ours, in which the times
/// of commits are kept for the next run: asking Git 300 times takes seconds. Throws std::system_error.
void date_by_commits(std::vector<Submission>& submissions, const Path& memory);

}  // namespace engine
