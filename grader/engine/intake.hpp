// What a student handed in: exactly the files that lab.toml names, by name, and nothing else.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/lab.hpp"

namespace engine {

using Path = std::filesystem::path;

struct Submission {
  std::string name;  ///< of its result file and in reports
  Path folder;
};

/// The folders at these paths, each with a name of its own. Throws std::invalid_argument, whose text is for the user.
std::vector<Submission> submissions(const std::vector<std::string>& paths);

struct File {
  std::string name;
  std::string text;
};

/// All of lab.files, or none and why.
struct HandedIn {
  std::vector<File> files;
  std::string missing;  ///< for the student: what is wrong, what to hand in
};

/// Looks in folder/labs/NN-topic, folder/NN-topic and folder itself, and takes the first that has one of the files.
/// Regular files only, no symbolic link on the way, at most 1 MiB each.
HandedIn take(const Path& folder, const course::Lab& lab);

}  // namespace engine
