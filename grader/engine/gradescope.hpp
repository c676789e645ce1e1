// What Gradescope's export tells of its submissions: submission_metadata.yml, beside their folders.
#pragma once

#include <map>
#include <string>

#include "engine/intake.hpp"

namespace engine {

struct GradescopeRecord {
  std::string who;  ///< the submitter's name; of a group all, with " & " between them
  course::Origin
      origin;  ///< the school's ID of the student, else the address; of a group neither. When it was handed in
};

/// By the folders' names, "submission_123"; nothing where there is no such file. Throws course::Invalid where it is no
/// YAML. Keys that are not there, or are of another kind, leave what they would tell unknown.
std::map<std::string, GradescopeRecord> read_gradescope(const Path& folder);

}  // namespace engine
