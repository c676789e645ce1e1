// A new lab, laid out with a first exercise that works from end to end.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/invalid.hpp"

namespace course {

/// Makes root/labs/ID, root/solutions/ID and root/notes/ID.md from the templates in root/grader/course/new-lab, and
/// returns the new files, relative to `root`. `id` is NN-topic. Throws Invalid where it is not, where there is a lab
/// with that number or topic, or where the tree has no solutions/; and when a file cannot be written: then nothing new
/// stays.
std::vector<std::filesystem::path> make_lab(const std::filesystem::path& root, const std::string& id);

}  // namespace course
