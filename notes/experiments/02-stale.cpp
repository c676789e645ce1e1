// What does a server find when it starts again, and does SO_REUSEADDR help it?
#include <cstdio>

#include "folder.hpp"

void show(const char* what, int result) { std::printf("%-26s %s\n", what, outcome(result).c_str()); }

int main() {
  const Folder folder;
  listening_at("server").reset();  // A server that has ended, in whatever way.

  show("connect:", connect_to(unix_socket(), at("server")));
  const Fd next = unix_socket();
  show("bind:", bind_to(next, at("server")));
  const int on = 1;
  must(::setsockopt(next.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "setsockopt");
  show("bind, with SO_REUSEADDR:", bind_to(next, at("server")));
  must(::unlink("server"), "unlink");
  show("bind, after unlink:", bind_to(next, at("server")));
}
