// The known mistakes of a lab: solutions/NN-topic/mistakes.toml, read and checked strictly, and applied to the
// solution.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "course/lab.hpp"

namespace course {

struct Edit {
  std::string replace;  ///< occurs exactly once in the solution
  std::string with;
};

struct Mistake {
  std::string name;                ///< "recv-fills-the-buffer"
  std::string exercise;            ///< the exercise whose tests must catch it: "01.5"
  std::optional<int> row;          ///< in the catalogue of mistakes
  std::string believes;            ///< what a student who makes it believes, in a sentence
  std::vector<std::string> fails;  ///< tests that must fail, "Suite.Test"; may be empty
  std::vector<Edit> edits;
  std::string where;  ///< "solutions/01-…/mistakes.toml:12"
};

/// Reads and checks one mistakes.toml against its lab. Throws Invalid, which tells all problems of the file.
std::vector<Mistake> load_mistakes(const std::filesystem::path& file, const Lab& lab);
/// The same from the file's text; nothing is read.
std::vector<Mistake> parse_mistakes(const std::filesystem::path& file, const std::string& toml, const Lab& lab);

/// The solution with the mistake made in it. Throws Invalid, which names mistake and file, unless every `replace`
/// occurs exactly once in `solution` and no two of them overlap.
std::string apply(const Mistake& mistake, const std::string& solution);

}  // namespace course
