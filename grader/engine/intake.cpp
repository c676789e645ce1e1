// See intake.hpp. A submission is not ours: openat2(2) keeps every name within it, and what is read is what was opened.
#include "engine/intake.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>

#include "support/fd.hpp"

namespace engine {
namespace {

constexpr std::size_t largest = 1024 * 1024;

lab::Fd open_within(int folder, const std::string& name) {
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;  // a FIFO must not hold us up
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return lab::Fd(static_cast<int>(::syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how)));
}

// The reason why it cannot be taken, or the text.
struct Read {
  std::optional<std::string> text;
  std::string refused;
};

std::string cannot_be_read() { return std::string("cannot be read: ") + std::strerror(errno) + "."; }

Read read_all(const lab::Fd& file) {
  struct stat about {};
  if (::fstat(file.get(), &about) == -1) return {{}, cannot_be_read()};
  if (S_ISDIR(about.st_mode)) return {{}, "is a folder. Hand in a file of this name."};
  if (!S_ISREG(about.st_mode)) return {{}, "is no regular file. Hand in the source text itself."};
  std::string text;
  std::array<char, 64 * 1024> part;
  for (;;) {
    const ssize_t count = ::read(file.get(), part.data(), part.size());
    if (count == -1 && errno == EINTR) continue;
    if (count == -1) return {{}, cannot_be_read()};
    if (count == 0) return {std::move(text), {}};
    text.append(part.data(), static_cast<std::size_t>(count));
    if (text.size() > largest) return {{}, "is larger than 1 MiB. Hand in the source text alone."};
  }
}

// Absent where there is no such file.
std::optional<Read> look_for(int folder, const std::string& name) {
  const lab::Fd file = open_within(folder, name);
  if (file) return read_all(file);
  if (errno == ENOENT || errno == ENOTDIR) return {};
  if (errno == ELOOP) return Read{{}, "is, or lies behind, a symbolic link. Hand in the file itself."};
  return Read{{}, cannot_be_read()};
}

}  // namespace

std::vector<Submission> submissions(const std::vector<std::string>& paths) {
  std::vector<Submission> all;
  for (const std::string& path : paths) {
    std::error_code error;
    const Path folder = std::filesystem::canonical(path, error);
    if (error) throw std::invalid_argument(path + ": " + error.message() + "; give the folder of a submission");
    if (!std::filesystem::is_directory(folder))
      throw std::invalid_argument(path + " is no folder; give the folder of a submission");
    std::string name = folder.filename().string();
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, '_');
    if (name.empty() || name.front() == '.') name.insert(0, 1, '_');
    const auto taken = [&](const std::string& other) {
      return std::any_of(all.begin(), all.end(), [&](const Submission& each) { return each.name == other; });
    };
    std::string unique = name;
    for (int i = 2; taken(unique); ++i) unique = name + "-" + std::to_string(i);
    all.push_back({unique, folder});
  }
  return all;
}

HandedIn take(const Path& folder, const course::Lab& lab) {
  const lab::Fd root(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) return {{}, "The folder cannot be opened: " + std::string(std::strerror(errno)) + "."};
  for (const std::string& place : {"labs/" + lab.id + "/", lab.id + "/", std::string()}) {
    HandedIn handed_in;
    bool any = false;
    for (const std::string& name : lab.files) {
      const auto read = look_for(root.get(), place + name);
      any = any || read.has_value();
      if (read && read->text) {
        handed_in.files.push_back({name, *read->text});
      } else if (handed_in.missing.empty()) {
        handed_in.missing =
            place + name + " " + (read ? read->refused : "is missing. Hand it in beside the other files.");
      }
    }
    if (!handed_in.missing.empty()) handed_in.files.clear();
    if (any) return handed_in;
  }
  return {{},
          "There is no " + lab.files.front() + ". It belongs in labs/" + lab.id + "/, in " + lab.id +
              "/, or directly in the folder that is handed in."};
}

}  // namespace engine
