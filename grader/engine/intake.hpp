// What a student handed in: exactly the files that lab.toml names, by name, and nothing else.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/lab.hpp"
#include "course/result.hpp"

namespace engine {

using Path = std::filesystem::path;

struct Submission {
  std::string name;          ///< of its result file and in reports: see safe_name
  Path path;                 ///< a folder or an archive, without a symbolic link: realpath(3)
  std::string refused = {};  ///< why it cannot be known what was handed in; then `path` is empty
  course::Origin origin = {};
};

/// What lies at these paths, each with a name of its own. Throws std::invalid_argument, whose text is for the user,
/// where there is nothing; whatever else is wrong with a submission is that submission's, and take tells it.
std::vector<Submission> submissions(const std::vector<std::string>& paths);

struct File {
  std::string name;
  std::string text;
};

/// All of lab.files, or none and why.
struct HandedIn {
  std::vector<File> files;
  std::string missing;               ///< for the student: what is wrong, what to hand in
  std::vector<std::string> ignored;  ///< sources and build files beside them that count for nothing: at most five, and
                                     ///< perhaps "2 more"; a stranger's bytes, to be encoded where they are shown
  std::string digest;                ///< see digest.hpp; empty where files is
};

/// Looks in labs/NN-topic, NN-topic and the root of a folder or archive, in an archive then in the same places of its
/// top folder, and takes the first that has one of the files. Regular files only, no link of any kind, at most 1 MiB
/// each. An archive is read once for all labs. In the order of `labs`.
std::vector<HandedIn> take(const Path& path, const std::vector<course::Lab>& labs);
HandedIn take(const Path& path, const course::Lab& lab);
/// The same; where the submission is refused, all of them are missing for that reason.
std::vector<HandedIn> take(const Submission& submission, const std::vector<course::Lab>& labs);

}  // namespace engine
