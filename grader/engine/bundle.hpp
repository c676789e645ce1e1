// What an instructor uploads to a platform: the templates of grader/bundles/PLATFORM, filled in, and the course.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/pack.hpp"

namespace engine {

/// The platforms for which grader/bundles of this course has templates, by name.
std::vector<std::string> platforms(const Path& source_root);

/// The bundle's files, their names relative to its folder. Each "@WORD@" of a template is replaced by words["WORD"].
/// `course` are the archives that graders need: they are put beside the template that grades, where that wants them
/// (setup.sh or a Dockerfile lies there). A folder whose name is an archive's ("autograder.zip") comes out as that
/// archive. Throws std::runtime_error where a template has a word that is not known, or cannot be read.
std::vector<Packed> make_bundle(const Path& templates, const std::map<std::string, std::string>& words,
                                const std::vector<Packed>& course);

/// Whether these templates want the course.
bool wants_course(const Path& templates);

}  // namespace engine
