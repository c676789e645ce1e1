// Without libFuzzer: gives the files that are named, and those in the folders that are named, to the fuzzer, one after
// the other. So the seeds are a test for every compiler, and an input that was found can be looked at in a debugger.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "fuzz.hpp"

int main(int count, char** names) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  for (int i = 1; i < count; ++i) {
    if (!fs::is_directory(names[i])) {
      files.emplace_back(names[i]);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(names[i])) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files) {
    std::ifstream from(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(from), {}};
    fuzz::must(from.good() || from.eof(), "every input can be read");
    std::fprintf(stderr, "%s\n", path.c_str());
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  }
  fuzz::must(!files.empty(), "there is an input; name a file or a folder of files");
  std::fprintf(stderr, "%zu inputs, none does harm\n", files.size());
}
