#include "exam/folder.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "exam/student.hpp"
#include "exam/verdict.hpp"
#include "support/errors.hpp"

namespace exam {
namespace {

namespace fs = std::filesystem;

void check(int result, const char* call) {
  if (result == -1) lab::throw_errno(call);
}

}  // namespace

Folder::Folder(const Student& student)
    : above_(::open(("/proc/" + std::to_string(student.pid()) + "/root/tmp").c_str(),
                    O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) {
  check(above_.get(), "open (by the test)");
  std::mt19937_64 numbers(test_seed() + 2);
  for (;;) {
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "lab-%06x", static_cast<unsigned>(numbers() & 0xFFFFFF));
    if (::mkdirat(above_.get(), name.data(), 0700) == -1) {
      if (errno == EEXIST) continue;  // somebody else's, who has the same seed
      lab::throw_errno("mkdirat (by the test)");
    }
    path_ = std::string("/tmp/") + name.data();
    folder_ = lab::Fd(::openat(above_.get(), name.data(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    check(folder_.get(), "openat (by the test)");
    return;
  }
}

Folder::~Folder() {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(here(""), ignored)) {
    if (fs::is_directory(entry.symlink_status(ignored))) fs::permissions(entry.path(), fs::perms::owner_all, ignored);
  }
  fs::remove_all("/proc/self/fd/" + std::to_string(above_.get()) + path_.substr(4), ignored);
}

std::string Folder::here(const std::string& name) const {
  return "/proc/self/fd/" + std::to_string(folder_.get()) + "/" + name;
}

lab::Address Folder::address(const std::string& name) const {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string full = here(name);
  if (full.size() >= sizeof address.sun_path) lab::throw_errno("Folder::address", ENAMETOOLONG);
  full.copy(address.sun_path, full.size());
  return lab::make_address(address);
}

std::optional<struct stat> Folder::look_at(const std::string& name) const {
  struct stat status {};
  if (::fstatat(folder_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) return status;
  if (errno != ENOENT) lab::throw_errno("fstatat (by the test)");
  return std::nullopt;
}

void Folder::write_file(const std::string& name, const std::string& text) const {
  const lab::Fd file(::openat(folder_.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  check(file.get(), "openat (by the test)");
  check(static_cast<int>(::write(file.get(), text.data(), text.size())), "write (by the test)");
}

std::string Folder::read_file(const std::string& name) const {
  const lab::Fd file(::openat(folder_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  check(file.get(), "openat (by the test)");
  std::array<char, 4096> bytes{};
  const ssize_t size = ::read(file.get(), bytes.data(), bytes.size());
  check(static_cast<int>(size), "read (by the test)");
  return {bytes.data(), static_cast<std::size_t>(size)};
}

void Folder::make_folder(const std::string& name) const {
  check(::mkdirat(folder_.get(), name.c_str(), 0700), "mkdirat (by the test)");
}

void Folder::make_link(const std::string& name, const std::string& target) const {
  check(::symlinkat(target.c_str(), folder_.get(), name.c_str()), "symlinkat (by the test)");
}

void Folder::make_stale_socket(const std::string& name, int type) const {
  const lab::Fd socket(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
  check(socket.get(), "socket (by the test)");
  const lab::Address where = address(name);
  check(::bind(socket.get(), where.get(), where.length), "bind (by the test)");
}

void Folder::set_mode(const std::string& name, mode_t mode) const {
  const lab::Fd file(::openat(folder_.get(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  check(file.get(), "openat (by the test)");
  check(::chmod(("/proc/self/fd/" + std::to_string(file.get())).c_str(), mode), "chmod (by the test)");
}

}  // namespace exam
