// A whole class's submissions, from the folder that an instructor downloaded.
#pragma once

#include <string>
#include <vector>

#include "engine/class_form.hpp"
#include "engine/intake.hpp"

namespace engine {

struct ClassFolder {
  ClassForm form = ClassForm::folders;
  std::vector<Submission> submissions;  ///< by name; what cannot be known is `refused`, each by itself
  std::vector<std::string> passed;      ///< entries that are no submission; a stranger's bytes
};

/// Sorts out what lies in `folder`, or in its only folder where a platform's names are in that one. Single files, which
/// Canvas puts side by side, are copied to copies/NAME/ under the names that their students gave them. Throws
/// std::invalid_argument, whose text is for the user, where there is no folder, or no submission in it.
ClassFolder open_class(const std::string& folder, const Path& copies);

}  // namespace engine
