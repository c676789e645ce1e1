// What do connect(2), stat(2) and lstat(2) say of the things that may be at a path?
#include <fcntl.h>

#include <cstdio>

#include "folder.hpp"

std::string kind(int result, const struct stat& status) {
  if (result == -1) return name_of(errno);
  return S_ISSOCK(status.st_mode)  ? "socket"
         : S_ISDIR(status.st_mode) ? "folder"
         : S_ISLNK(status.st_mode) ? "link"
                                   : "file";
}

void look_at(const char* what, const char* path) {
  const int result = connect_to(unix_socket(), at(path));
  const std::string connecting = result == 0 ? "0" : name_of(errno);
  struct stat status {};
  const std::string found = kind(::stat(path, &status), status);
  const std::string itself = kind(::lstat(path, &status), status);
  std::printf("%-34s %-13s %-7s %s\n", what, connecting.c_str(), found.c_str(), itself.c_str());
}

int main() {
  obey_permissions();
  const Folder folder;
  const Fd server = listening_at("server");
  const Fd silent = unix_socket(), mailbox = mailbox_at("mailbox");
  must(bind_to(silent, at("silent")), "bind");
  listening_at("stale").reset();
  mailbox_at("old mailbox").reset();
  make_file("file");
  make_file("locked file");
  must(::chmod("locked file", 0400), "chmod");
  const Fd locked = listening_at("locked");
  must(::chmod("locked", 0400), "chmod");
  must(::mkdir("locked folder", 0700), "mkdir");
  const Fd hidden = listening_at("locked folder/server");
  must(::chmod("locked folder", 0600), "chmod");
  must(::symlink("server", "link"), "symlink");
  must(::symlink("nowhere", "dangling link"), "symlink");
  must(::symlink("circle", "circle"), "symlink");

  std::printf("%-34s %-13s %-7s %s\n", "", "connect", "stat", "lstat");
  look_at("a stream server", "server");
  look_at("bound, but it does not listen", "silent");
  look_at("a stream server that has ended", "stale");
  look_at("a datagram server", "mailbox");
  look_at("a datagram server that has ended", "old mailbox");
  look_at("a file", "file");
  look_at("a folder", ".");
  look_at("a server, no write permission", "locked");
  look_at("a file, no write permission", "locked file");
  look_at("a server in a folder without x", "locked folder/server");
  look_at("nothing", "nothing");
  look_at("no such folder", "nowhere/server");
  look_at("a link to the server", "link");
  look_at("a link to nothing", "dangling link");
  look_at("a link to itself", "circle");
  look_at("a file where a folder should be", "file/server");
  must(::chmod("locked folder", 0700), "chmod");
}
