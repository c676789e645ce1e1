// See golden.hpp.
#include "golden.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace {

std::string contents(const std::string& path) {
  std::ifstream from(path, std::ios::binary);
  std::ostringstream text;
  text << from.rdbuf();
  return text.str();
}

}  // namespace

void expect_golden(const std::string& folder, const std::vector<report::File>& files) {
  for (const auto& file : files) {
    const auto path = std::string(GOLDEN) + "/" + folder + "-" + file.name;
    const char* mode = std::getenv("GOLDEN");
    if (mode != nullptr && std::string_view(mode) == "write") std::ofstream(path, std::ios::binary) << file.text;
    EXPECT_EQ(contents(path), file.text) << path;
  }
}
