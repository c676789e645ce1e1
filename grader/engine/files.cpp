// See files.hpp. What is worked on is locked (flock(2)); the kernel drops a lock when its owner dies, however that
// comes. So what is not locked was left by one that was killed, or was made this very moment: whoever makes something
// looks, once it has the lock, whether it is still there.
#include "engine/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace engine {
namespace {

[[noreturn]] void fail(const Path& path) { throw std::system_error(errno, std::generic_category(), path.string()); }

// Does its name still stand for it?
bool is_there(const lab::Fd& file, const Path& path) {
  struct stat open {};
  struct stat named {};
  return file && ::fstat(file.get(), &open) == 0 && ::lstat(path.c_str(), &named) == 0 && open.st_dev == named.st_dev &&
         open.st_ino == named.st_ino;
}

bool is_ours(const lab::Fd& file) {
  struct stat about {};
  return file && ::fstat(file.get(), &about) == 0 && about.st_uid == ::geteuid();
}

// For what we just made. False: it was taken for a leftover. Where a file system has no locks, there is nobody who
// could take it for one.
bool keep(const lab::Fd& file, const Path& path) {
  if (!file || (::flock(file.get(), LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK)) return false;
  return is_there(file, path);
}

void remove_unlocked(const Path& folder, bool (*is_one)(const std::string& name), int how) {
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const Path path = at->path();
    if (!is_one(path.filename().string())) continue;
    const lab::Fd file(::open(path.c_str(), how | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!is_ours(file) || ::flock(file.get(), LOCK_EX | LOCK_NB) == -1 || !is_there(file, path)) continue;
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
}

constexpr const char* work_name = "socklab-work-XXXXXX";  // as mkdtemp(3) wants it
bool is_work(const std::string& name) { return name.starts_with("socklab-work-") && name.size() == 19; }
bool is_part(const std::string& name) { return name.find(".json.part-") != std::string::npos; }

void write_to(const lab::Fd& file, const Path& path, const std::string& text) {
  if (!file) fail(path);
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count = ::write(file.get(), text.data() + done, text.size() - done);
    if (count == -1 && errno != EINTR) fail(path);
    if (count > 0) done += static_cast<std::size_t>(count);
  }
}

}  // namespace

WorkFolder::WorkFolder() {
  const Path above = std::filesystem::temp_directory_path();
  remove_unlocked(above, is_work, O_RDONLY | O_DIRECTORY);
  do {
    std::string name = (above / work_name).string();
    if (::mkdtemp(name.data()) == nullptr) fail(name);
    path_ = name;
    lock_.reset(::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!lock_ && errno != ENOENT) fail(name);
  } while (!keep(lock_, path_));
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_file(const Path& path, const std::string& text) {
  write_to(lab::Fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)), path, text);
}

void write_whole(const Path& path, const std::string& text, bool durable) {
  Path beside;
  lab::Fd file;
  for (int i = 0; !keep(file, beside); ++i) {
    beside = path.string() + ".part-" + std::to_string(::getpid()) + "-" + std::to_string(i);
    file.reset(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (!file && errno != EEXIST) fail(beside);
  }
  write_to(file, beside, text);
  if (durable && ::fsync(file.get()) == -1)
    fail(beside);  // else a machine that goes down could keep the name and lose the text
  std::filesystem::rename(beside, path);
}

void remove_parts(const Path& folder) { remove_unlocked(folder, is_part, O_RDWR); }

}  // namespace engine
