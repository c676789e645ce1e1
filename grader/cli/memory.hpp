// What is remembered in the tree, in .socklab (or --out): progress.json, and the skeletons as they were handed out.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "cli/common.hpp"
#include "course/progress.hpp"

namespace cli {

/// An empty one where there is none yet. One that cannot be read is kept aside, a line on standard error says so, and a
/// new one begins.
course::Progress load_progress(const Options& options, const Course& course);

/// Reads, changes and writes it, one process at a time; readers see the old one or all of the new one. Where it cannot
/// be written, a line on standard error says so, and nothing else is lost. Returns the changed one.
course::Progress update_progress(const Options& options, const Course& course,
                                 const std::function<void(course::Progress&)>& change);

/// Keeps the files of every lab that is still as it was handed out, for reset: a tree from an archive has no other
/// place to take them from, and one from git need not have them at HEAD. What is kept is never replaced.
void keep_skeletons(const Options& options, const Course& course);

/// Puts a lab's skeleton back and forgets its progress. What stood there is kept beside it, as NAME.kept-TIME; returns
/// those names, relative to the tree. Throws BadInput where no skeleton was kept.
std::vector<std::string> put_back(const Options& options, const Course& course, const course::Lab& lab);

/// Whether a lab's files are as they were handed out, byte for byte; where no skeleton was kept, whether every exercise
/// still throws NotStarted. `texts`: of lab.files, in their order.
bool is_skeleton(const Options& options, const Course& course, const course::Lab& lab,
                 const std::vector<std::string>& texts);

/// Where to begin with an exercise, relative to the tree: "labs/01-socket-syscalls/socket_syscalls.cpp:17"
std::string place_of(const Course& course, const course::Exercise& exercise);

/// The exercise's part of the model solution, by line (all of it, where no comment "// NN.k" begins a part); empty in a
/// tree without one.
std::vector<std::string> solution_of(const Course& course, const course::Exercise& exercise);

}  // namespace cli
