// See bundle.hpp.
#include "engine/bundle.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "course/document.hpp"

namespace engine {
namespace {

namespace fs = std::filesystem;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

std::string filled_in(std::string text, const std::map<std::string, std::string>& words, const std::string& name) {
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at)) {
    std::size_t end = at + 1;
    while (end < text.size() && is_capital(text[end])) ++end;
    if (end == at + 1 || end == text.size() || text[end] != '@') {
      at = end;
      continue;
    }
    const auto word = words.find(text.substr(at + 1, end - at - 1));
    if (word == words.end()) throw std::runtime_error(name + ": no such word: " + text.substr(at, end + 1 - at));
    text.replace(at, end + 1 - at, word->second);
    at += word->second.size();
  }
  return text;
}

std::vector<fs::path> files_of(const Path& templates) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(templates))
    if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), templates));
  std::sort(files.begin(), files.end());
  return files;
}

bool builds_the_course(const fs::path& file) {
  return file.filename() == "setup.sh" || file.filename() == "Dockerfile";
}

// The archive that a file belongs into: the first folder of its name; empty: none.
std::string archive_of(const std::string& name) {
  const std::string first = name.substr(0, name.find('/'));
  return first != name && packing_of(first) ? first : "";
}

}  // namespace

std::vector<std::string> platforms(const Path& source_root) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(source_root / "grader/bundles"))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

bool wants_course(const Path& templates) {
  const auto files = files_of(templates);
  return std::any_of(files.begin(), files.end(), builds_the_course);
}

std::vector<Packed> make_bundle(const Path& templates, const std::map<std::string, std::string>& words,
                                const std::vector<Packed>& course) {
  std::vector<Packed> all;
  for (const fs::path& file : files_of(templates)) {
    const Path path = templates / file;
    const bool executable = (fs::status(path).permissions() & fs::perms::owner_exec) != fs::perms::none;
    all.push_back({file.string(), filled_in(course::read_text(path), words, file.string()), executable});
    if (builds_the_course(file))
      for (const Packed& part : course) all.push_back({(file.parent_path() / part.name).string(), part.text});
  }
  std::vector<Packed> bundle;
  std::map<std::string, std::vector<Packed>> archives;
  for (Packed& one : all) {
    const std::string archive = archive_of(one.name);
    if (archive.empty())
      bundle.push_back(std::move(one));
    else
      archives[archive].push_back({one.name.substr(archive.size() + 1), std::move(one.text), one.executable});
  }
  for (const auto& [name, files] : archives) bundle.push_back({name, pack(files, *packing_of(name))});
  return bundle;
}

}  // namespace engine
