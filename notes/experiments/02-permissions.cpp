// Which permissions does one need to connect, and which to make a socket?
#include <cstdio>

#include "folder.hpp"

void try_modes(mode_t folder, mode_t socket) {
  must(::chmod("run/server", socket), "chmod");
  must(::chmod("run", folder), "chmod");
  const int result = connect_to(unix_socket(), at("run/server"));
  const std::string connecting = outcome(result);
  std::printf("folder %04o, socket %04o: connect: %s\n", folder, socket, connecting.c_str());
  must(::chmod("run", 0700), "chmod");
}

void make_in(mode_t folder) {
  must(::chmod("run", folder), "chmod");
  std::printf("folder %04o: bind: %s\n", folder, outcome(bind_to(unix_socket(), at("run/new"))).c_str());
  must(::chmod("run", 0700), "chmod");
}

int main() {
  obey_permissions();
  const Folder folder;
  must(::mkdir("run", 0700), "mkdir");
  const Fd listener = listening_at("run/server");
  try_modes(0700, 0700);
  try_modes(0700, 0600);
  try_modes(0700, 0400);
  try_modes(0700, 0200);
  try_modes(0600, 0200);
  try_modes(0100, 0200);
  make_in(0500);
  make_in(0300);
}
