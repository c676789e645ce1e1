// Archives that we make. The same files give the same bytes: no time, no user, no machine is in them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace engine {

using Path = std::filesystem::path;

enum class Packing { zip, tar, tar_gz };

/// By the file's name: .zip, .tar, .tar.gz or .tgz; absent for any other.
std::optional<Packing> packing_of(const Path& file);

struct Packed {
  std::string name;  ///< relative, with slashes: "labs/01-topic/topic.cpp"
  std::string text;
  bool executable = false;
};

/// The archive's bytes, its files in this order. Throws std::runtime_error where libarchive cannot make it.
std::string pack(const std::vector<Packed>& files, Packing how);

/// The names of all files (folders aside) in an archive of ours, in its order; strangers' archives are for archive.hpp.
/// Throws std::runtime_error where it cannot be read.
std::vector<std::string> names_in(const std::string& archive);

}  // namespace engine
