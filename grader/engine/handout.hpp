// What an instructor gives away: the students' tree, without what is private; and, for a grader's machine alone, all of
// the course. Both are made by git of what is committed (git-archive(1)).
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "course/lab.hpp"
#include "engine/pack.hpp"

namespace engine {

struct Handout {
  std::string bytes;      ///< the archive; everything in it lies in the folder sockets-lab/
  std::size_t files = 0;  ///< in it
};

/// The students' tree. `root`: of the course, a Git work tree; `labs`: its labs. Throws std::invalid_argument, whose
/// text is for the instructor: git or a commit is missing; or something private would be in it: a file of solutions/, a
/// file with the bytes of one of those, a skeleton that somebody has begun to solve.
Handout make_handout(const Path& root, const std::vector<course::Lab>& labs, Packing how);

/// solutions/ as it is committed, a .tar.gz; everything in it lies in sockets-lab/solutions/. Throws
/// std::invalid_argument where there is none, and as above. For graders' machines: never for students.
std::string pack_solutions(const Path& root);

/// What a commit would change in the course, at most ten lines as git-status(1) has them ("M labs/…", "?? labs/…"), and
/// perhaps "and more": it is not in what is made. `solutions`: look at those, too.
std::vector<std::string> not_committed(const Path& root, bool solutions);

}  // namespace engine
