// For tests of what is read from files: a folder of their own, and the message of an Invalid.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "course/invalid.hpp"

/// A fresh folder, removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "course_test.XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes a file; returns its path.
  std::filesystem::path write(const std::filesystem::path& file, const std::string& text) const {
    std::filesystem::create_directories((path_ / file).parent_path());
    std::ofstream(path_ / file, std::ios::binary) << text;
    return path_ / file;
  }

 private:
  std::filesystem::path path_;
};

/// What Invalid said; empty where nothing was thrown.
template <class Function>
std::string complaint(Function function) {
  try {
    function();
  } catch (const course::Invalid& invalid) {
    return invalid.what();
  }
  return {};
}

/// The text with one passage changed. Throws where it is not there: then the test would ask something else.
inline std::string changed(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::logic_error("\"" + from + "\" is not in the text");
  return text.replace(at, from.size(), to);
}
