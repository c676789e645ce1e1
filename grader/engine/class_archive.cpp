// See class_archive.hpp.
#include "engine/class_archive.hpp"

#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "course/document.hpp"
#include "engine/archive_walk.hpp"
#include "engine/digest.hpp"
#include "engine/files.hpp"

namespace engine {
namespace {

std::string why(ArchiveProblem problem) {
  switch (problem) {
    case ArchiveProblem::damaged:
      return "the archive is cut short or damaged; download it again";
    case ArchiveProblem::unknown:
      return "this is neither a folder nor an archive that can be read here (zip, tar.gz); unpack it, and give the "
             "folder";
    case ArchiveProblem::holds_nothing:
      return "the archive holds nothing; download it again";
    case ArchiveProblem::encrypted:
      return "the archive is encrypted; unpack it, and give the folder";
    case ArchiveProblem::too_much:
      return "the archive unpacks to far more than a class needs (4 GiB, or 100 times its own size). See what is in "
             "it; "
             "if it is right, unpack it, and give the folder";
    case ArchiveProblem::too_many_entries:
      break;
  }
  return "the archive holds more than 500,000 files. See what is in it; if it is right, unpack it, and give the folder";
}

/// Writes what may be written below a fresh folder, in which there is no link: so no name leads out of it.
class Unpacking : public ArchiveWalk {
 public:
  Unpacking(std::string_view bytes, const Path& folder, const Limits& limits)
      : ArchiveWalk(bytes, limits), folder_(folder), limits_(limits) {}

  std::vector<std::string> passed;

 private:
  std::optional<ArchiveProblem> look_at(archive_entry& entry, const std::optional<std::string>& name) override {
    if (!name) {
      const char* told = archive_entry_pathname(&entry);
      if (told != nullptr && (std::string_view(told) == "." || std::string_view(told) == "./"))
        return {};  // tar -C DIR .
      passed.push_back(std::string(told != nullptr ? told : "an entry without a name") +
                       ": a name that leads elsewhere");
      return {};
    }
    if (archive_entry_filetype(&entry) == AE_IFDIR && archive_entry_hardlink(&entry) == nullptr) {
      put(*name, [&] { std::filesystem::create_directories(folder_ / *name); });
      return {};
    }
    if (!is_regular(entry)) {
      passed.push_back(*name + ": a link, or no regular file");
      return {};
    }
    if (archive_entry_is_encrypted(&entry) != 0) return ArchiveProblem::encrypted;
    std::string text;
    bool is_larger = false;
    const auto problem = read(text, limits_.file, is_larger);
    if (is_larger) passed.push_back(*name + ": larger than 64 MiB");
    if (!problem && !is_larger) write(*name, text);
    return problem;
  }

  void write(const std::string& name, const std::string& text) {
    if (twice_.contains(name)) return;
    put(name, [&] {
      std::filesystem::create_directories((folder_ / name).parent_path());
      try {
        write_file(folder_ / name, text);
      } catch (const std::system_error& error) {
        if (error.code().value() != EEXIST || !std::filesystem::is_regular_file(folder_ / name)) throw;
        std::filesystem::remove(folder_ / name);
        twice_.insert(name);
        passed.push_back(name + ": there twice, so neither counts");
      }
    });
  }

  // What this name is at fault for is passed over; a full disk is not.
  template <class Write>
  void put(const std::string& name, Write write_it) {
    try {
      write_it();
    } catch (const std::system_error& error) {
      const int number = error.code().value();
      if (number != ENAMETOOLONG && number != ENOTDIR && number != EISDIR && number != EEXIST && number != EINVAL)
        throw;
      passed.push_back(name + ": " + error.code().message());
    }
  }

  const Path& folder_;
  const Limits& limits_;
  std::set<std::string> twice_;
};

std::string bytes_of(const Path& archive, const Limits& limits) {
  std::error_code error;
  if (std::filesystem::file_size(archive, error) > limits.archive && !error)
    throw std::invalid_argument(archive.string() +
                                ": the archive is larger than 512 MiB; unpack it, and give the folder");
  return course::read_text(archive);
}

// What was passed over is told every time, so it is kept beside the files.
std::vector<std::string> lines_of(const Path& file) {
  std::vector<std::string> lines;
  std::ifstream from(file);
  for (std::string line; std::getline(from, line);) lines.push_back(line);
  return lines;
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (std::string line : lines) {
    for (char& c : line)
      if (c == '\n') c = ' ';
    text += line + "\n";
  }
  return text;
}

void remove_all_but(const Path& kept, const Path& place) {
  for (const auto& entry : std::filesystem::directory_iterator(place))
    if (entry.path() != kept) std::filesystem::remove_all(entry.path());
}

}  // namespace

Unpacked unpack_class(const Path& archive, const Path& place, const Limits& limits) {
  std::vector<File> whole{{"", bytes_of(archive, limits)}};
  const Path done = place / digest(whole);
  const Path folder = done / "class", passed = done / "passed-over";
  std::filesystem::create_directories(place);
  if (std::filesystem::is_directory(done)) return {folder, lines_of(passed)};
  remove_all_but(done, place);
  const Path part = place / ("part-" + std::to_string(::getpid()));
  std::filesystem::create_directories(part / "class");
  const Path into = part / "class";
  Unpacking unpacking(whole.front().text, into, limits);
  if (const auto problem = unpacking.walk()) {
    std::filesystem::remove_all(part);
    throw std::invalid_argument(archive.string() + ": " + why(*problem));
  }
  write_file(part / "passed-over", text_of(unpacking.passed));
  std::filesystem::rename(part, done);
  return {folder, unpacking.passed};
}

}  // namespace engine
