// new-lab: lays out a lab with a first exercise that works from end to end, and says how to go on.
#include "course/new_lab.hpp"

#include <fmt/format.h>

#include <iostream>

#include "cli/commands.hpp"
#include "cli/common.hpp"

namespace cli {

int new_lab(const Options& options) {
  const std::filesystem::path root = engine::load_toolchain().source_root;
  const std::string& id = options.what.front();
  try {
    for (const auto& file : course::make_lab(root, id)) std::cout << "  " << file.string() << "\n";
  } catch (const course::Invalid& error) {
    throw BadInput(error.what());
  }
  const std::string number = id.substr(0, 2);
  std::cout << fmt::format(
      "\nIts first exercise works already. Try:\n"
      "  ./grader/socklab verify {0}\n"
      "  ./grader/socklab check {0}\n"
      "How to go on from here: .github/CONTRIBUTING.md\n",
      number);
  return done;
}

}  // namespace cli
