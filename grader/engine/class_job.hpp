// One lab of one student as a job by itself: what a class is graded in, on this machine or another. It is a folder that
// holds what was handed in, and job.json: whatever decides the result stands in that file, by value or by digest, so
// as long as its bytes are the same, the result would be.
#pragma once

#include <string>

#include "course/lab.hpp"
#include "engine/grade.hpp"
#include "engine/intake.hpp"
#include "engine/toolchain.hpp"

namespace engine {

/// SHA-256 of all that grades this lab: its examiners, the worker, the compiler's command, lab.toml, the contract, what
/// known mistakes show. Throws std::system_error, course::Invalid.
std::string grader_digest(const Toolchain& toolchain, const course::Lab& lab);

struct Job {
  std::string student;
  std::string lab;     ///< its id
  std::string grader;  ///< see grader_digest
  HandedIn handed_in;
  std::uint64_t seed = 0;
  course::Reveal reveal = course::Reveal::diagnosis;
  std::chrono::seconds budget{300};
  std::vector<std::string> regrade{};  ///< only these exercises ("01.4"); the others as in before.json; empty: all
  std::string before{};                ///< the digest of before.json, beside job.json
};

/// Decides what of an earlier run counts again. `asked`: exercises of this lab whose tests alone are to be run anew
/// ("01.4"); if the submission is the same as in the earlier job, in `folder`, and `result` is its result, that one
/// becomes before.json, and the job runs no other. A job that was run so, and for which nothing has changed since,
/// stays as it is. Throws std::system_error.
void keep_earlier(Job& job, const Path& folder, const Path& result, const std::vector<std::string>& asked);

/// before.json of a job. Throws course::Invalid where it is not the one that the job means.
course::LabResult earlier(const Job& job, const Path& folder);

/// Writes folder/job.json and the files, each only where its bytes change: a job that stays as it is keeps its times.
/// Throws std::system_error.
void write_job(const Path& folder, const Job& job);

/// The same job. Throws course::Invalid, which names the file.
Job read_job(const Path& file);

}  // namespace engine
