// What the experiments of chapter 02 share: a folder of their own, addresses of paths in it, and permissions that hold.
#pragma once

#include <linux/capability.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "experiment.hpp"

/// A new folder, which is the working directory while it lives: the paths in it are short, and the same each time.
class Folder {
 public:
  Folder() {
    if (::mkdtemp(path_.data()) == nullptr) lab::throw_errno("mkdtemp");
    must(::chdir(path_.c_str()), "chdir");
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::current_path("/", ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

 private:
  std::string path_ = std::filesystem::temp_directory_path() / "socketslab.XXXXXX";
};

/// The address of a path, as every textbook makes it. No checks: the paths here are short.
inline Address at(const char* path) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::strncpy(name.sun_path, path, sizeof name.sun_path - 1);
  return lab::make_address(name);
}

inline Fd unix_socket(int type = SOCK_STREAM) { return Fd(must(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0), "socket")); }

/// bind(2), connect(2): 0, or -1 and errno.
inline int bind_to(const Fd& socket, const Address& where) { return ::bind(socket.get(), where.get(), where.length); }
inline int connect_to(const Fd& socket, const Address& where) {
  return ::connect(socket.get(), where.get(), where.length);
}

inline Fd listening_at(const char* path, int backlog = 16) {
  Fd listener = unix_socket();
  must(bind_to(listener, at(path)), "bind");
  must(::listen(listener.get(), backlog), "listen");
  return listener;
}

inline Fd mailbox_at(const char* path) {
  Fd mailbox = unix_socket(SOCK_DGRAM);
  must(bind_to(mailbox, at(path)), "bind");
  return mailbox;
}

/// The two ends of a connection that has no name.
struct UnixPair {
  Fd first, second;
};
inline UnixPair unix_pair(int type = SOCK_STREAM) {
  int ends[2] = {-1, -1};
  must(::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends), "socketpair");
  return {Fd(ends[0]), Fd(ends[1])};
}

inline void make_file(const char* path) { std::ofstream(path) << "text\n"; }

/// From now on permissions hold for this process even if it is root's: it gives up its capabilities.
inline void obey_permissions() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3]{};
  must(::syscall(SYS_capset, &header, none), "capset");
}

/// What ls -l shows first: "srwxr-xr-x".
inline std::string mode_of(const char* path) {
  struct stat status {};
  must(::lstat(path, &status), "lstat");
  std::string text = S_ISSOCK(status.st_mode) ? "s" : S_ISDIR(status.st_mode) ? "d" : "-";
  for (int bit = 8; bit >= 0; --bit) text += (status.st_mode >> bit & 1) != 0 ? "xwr"[bit % 3] : '-';
  return text;
}
