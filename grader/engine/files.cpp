// See files.hpp.
#include "engine/files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "support/fd.hpp"

namespace engine {
namespace {

[[noreturn]] void fail(const Path& path) { throw std::system_error(errno, std::generic_category(), path.string()); }

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
  std::string name = (std::filesystem::temp_directory_path() / "socklab-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) fail(name);
  path_ = name;
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_file(const Path& path, const std::string& text) {
  write_to(lab::Fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)), path, text);
}

void write_whole(const Path& path, const std::string& text) {
  Path beside = path;
  beside += ".part-" + std::to_string(::getpid());
  std::error_code ignored;
  std::filesystem::remove(beside, ignored);
  const lab::Fd file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  write_to(file, beside, text);
  if (::fsync(file.get()) == -1) fail(beside);  // else a machine that goes down could keep the name and lose the text
  std::filesystem::rename(beside, path);
}

}  // namespace engine
