// See source.hpp. A submission is not ours: openat2(2) keeps every name within it, and what is read is what was
// examined, whatever is renamed meanwhile.
#include "engine/source.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/archive.hpp"
#include "support/fd.hpp"

namespace engine {
namespace {

// RESOLVE_BENEATH refuses an absolute name, so the submission's own path goes without.
lab::Fd open_at(int folder, const std::string& name, int flags, std::uint64_t resolve) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC | O_NOFOLLOW);
  how.resolve = resolve | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return lab::Fd(static_cast<int>(::syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how)));
}

std::string because() { return std::string(std::strerror(errno)) + "."; }

struct Bytes {
  std::string text;
  bool too_many = false;
  int error = 0;
};

// `file` is an O_PATH descriptor of a regular file: opening it anew, by its number, gets that very file.
Bytes read_at_most(const lab::Fd& file, std::size_t most) {
  const std::string itself = "/proc/self/fd/" + std::to_string(file.get());
  const lab::Fd open(::open(itself.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!open) return {{}, false, errno};
  Bytes bytes;
  std::array<char, 64 * 1024> part;
  for (;;) {
    // One more than may be, to see that there is more.
    const std::size_t room = std::min(part.size(), most + 1 - bytes.text.size());
    const ssize_t count = ::read(open.get(), part.data(), room);
    if (count == -1 && errno == EINTR) continue;
    if (count == -1) return {{}, false, errno};
    if (count == 0) return bytes;
    bytes.text.append(part.data(), static_cast<std::size_t>(count));
    if (bytes.text.size() > most) return {{}, true, 0};
  }
}

Found take_file(const lab::Fd& file, const struct stat& about) {
  if (S_ISDIR(about.st_mode)) return {{}, "is a folder. Hand in a file of this name."};
  if (S_ISLNK(about.st_mode)) return {{}, "is a symbolic link. Hand in the file itself."};
  if (!S_ISREG(about.st_mode)) return {{}, "is no regular file. Hand in the source text itself."};
  // The other name may be a file that is none of the student's business; which one, nobody can tell.
  if (about.st_nlink > 1) return {{}, "is a hard link: the file has another name, too. Hand in a copy (cp makes one)."};
  Bytes bytes = read_at_most(file, largest_file);
  if (bytes.too_many) return {{}, "is larger than 1 MiB. Hand in the source text alone."};
  errno = bytes.error;
  if (bytes.error != 0) return {{}, "cannot be read: " + because()};
  return {std::move(bytes.text), {}};
}

// Whether the name still leads to this file, and nobody wrote, renamed or linked it since (each changes st_ctim).
bool is_unchanged(int folder, const std::string& name, const struct stat& before) {
  const auto same = [](const timespec& a, const timespec& b) { return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec; };
  struct stat now {};
  return ::fstatat(folder, name.c_str(), &now, AT_SYMLINK_NOFOLLOW) == 0 && now.st_dev == before.st_dev &&
         now.st_ino == before.st_ino && now.st_nlink == before.st_nlink && now.st_size == before.st_size &&
         same(now.st_mtim, before.st_mtim) && same(now.st_ctim, before.st_ctim);
}

class Folder : public Source {
 public:
  explicit Folder(lab::Fd root) : root_(std::move(root)) {}

  [[nodiscard]] std::optional<Found> look_for(const std::string& name) const override {
    for (int tries = 0; tries < 3; ++tries) {
      const lab::Fd file = open_at(root_.get(), name, O_PATH, RESOLVE_BENEATH);
      struct stat about {};
      if (file && ::fstat(file.get(), &about) == 0) {
        Found found = take_file(file, about);
        if (is_unchanged(root_.get(), name, about)) return found;
        continue;
      }
      if (errno == ENOENT || errno == ENOTDIR) return {};
      if (errno == ELOOP) return Found{{}, "lies behind a symbolic link. Hand in the folder itself."};
      if (errno != EAGAIN) return Found{{}, "cannot be read: " + because()};  // EAGAIN: openat2(2) met a rename
    }
    return Found{{}, "changes while it is read. Hand it in again when it is finished."};
  }

  [[nodiscard]] std::vector<std::string> names_in(const std::string& place) const override {
    lab::Fd folder = open_at(root_.get(), place.empty() ? "." : place, O_RDONLY | O_DIRECTORY, RESOLVE_BENEATH);
    if (!folder) return {};
    const std::unique_ptr<DIR, int (*)(DIR*)> listing(::fdopendir(folder.get()), ::closedir);
    if (!listing) return {};
    static_cast<void>(folder.release());  // closedir's now
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(listing.get())) {
      if (names.size() == most_names) break;
      names.emplace_back(entry->d_name);
    }
    return names;
  }

 private:
  lab::Fd root_;  // O_PATH
};

class Archive : public Source {
 public:
  explicit Archive(Contents contents) : contents_(std::move(contents)) {}

  [[nodiscard]] std::optional<Found> look_for(const std::string& name) const override {
    const auto at = contents_.files.find(name);
    return at == contents_.files.end() ? std::nullopt : std::optional(at->second);
  }
  [[nodiscard]] std::vector<std::string> names_in(const std::string& place) const override {
    const auto at = contents_.names.find(place);
    return at == contents_.names.end() ? std::vector<std::string>() : at->second;
  }
  [[nodiscard]] std::string top() const override { return contents_.top; }

 private:
  Contents contents_;
};

Opened open_archive(const lab::Fd& file, const Path& path, const struct stat& about,
                    const std::set<std::string>& wanted) {
  const Limits limits;
  const Bytes bytes = read_at_most(file, limits.archive);
  if (bytes.too_many) return {nullptr, "The archive is larger than 64 MiB. Hand in the labs' source files alone."};
  errno = bytes.error;
  if (bytes.error != 0) return {nullptr, "The archive cannot be read: " + because() + " Hand it in again."};
  if (!is_unchanged(AT_FDCWD, path.string(), about))
    return {nullptr, "The archive changes while it is read. Hand it in again when it is finished."};
  Contents contents = read_archive(bytes.text, wanted, limits);
  if (!contents.refused.empty()) return {nullptr, contents.refused};
  return {std::make_unique<Archive>(std::move(contents)), {}};
}

}  // namespace

Opened open_source(const Path& path, const std::set<std::string>& wanted) {
  lab::Fd opened = open_at(AT_FDCWD, path.string(), O_PATH, 0);
  struct stat about {};
  const bool is_there = opened && ::fstat(opened.get(), &about) == 0;
  if ((!is_there && errno == ELOOP) || (is_there && S_ISLNK(about.st_mode)))
    return {nullptr, "The submission lies behind a symbolic link. Hand in the folder or the archive itself."};
  if (!is_there) return {nullptr, "The submission cannot be opened: " + because() + " Hand it in again."};
  if (S_ISDIR(about.st_mode)) return {std::make_unique<Folder>(std::move(opened)), {}};
  if (S_ISREG(about.st_mode)) return open_archive(opened, path, about, wanted);
  return {nullptr, "The submission is neither a folder nor an archive. Hand in a folder, a .zip or a .tar.gz."};
}

}  // namespace engine
