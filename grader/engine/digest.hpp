// What was graded, told in a few bytes: SHA-256.
#pragma once

#include <string>
#include <vector>

#include "engine/intake.hpp"

namespace engine {

/// SHA-256 over names and texts, 64 hexadecimal digits: what `sha256sum FILE… | sha256sum` prints in the folder of the
/// files, in their order. Throws std::bad_alloc alone.
std::string digest(const std::vector<File>& files);

}  // namespace engine
