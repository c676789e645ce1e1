// From a student's files to a worker: compiled and linked in a stage, a folder with nothing else in it.
#pragma once

#include <string>

#include "course/lab.hpp"
#include "engine/intake.hpp"
#include "engine/toolchain.hpp"

namespace engine {

struct Built {
  bool ok = false;
  std::string message;  ///< for the student, where it is not ok
  std::string log;  ///< what compiler and linker said, the student's files by the names in which the course knows them
  Path worker;
};

/// The course's own names for files, wherever they were compiled: "/tmp/…/topic.cpp:3" becomes
/// "labs/NN-topic/topic.cpp:3".
std::string with_known_names(std::string text, const Toolchain& toolchain, const course::Lab& lab, const Path& stage);

/// `stage` is an existing, empty folder. Throws when the fault is ours.
Built build(const Toolchain& toolchain, const course::Lab& lab, const HandedIn& handed_in, const Path& stage,
            bool confined);

}  // namespace engine
