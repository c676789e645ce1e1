// What kind of file does bind(2) make, and how long is it there?
#include <fcntl.h>

#include <cstdio>

#include "folder.hpp"

void show(const char* what, ssize_t result) { std::printf("%-40s %s\n", what, outcome(result).c_str()); }

int main() {
  const Folder folder;
  const mode_t before = ::umask(0022);
  Fd listener = listening_at("server");
  ::umask(before);
  std::printf("%s server\n", mode_of("server").c_str());

  show("open:", ::open("server", O_RDWR | O_CLOEXEC));
  show("connect:", connect_to(unix_socket(), at("server")));
  show("bind, by another:", bind_to(unix_socket(), at("server")));
  listener.reset();
  std::printf("the server has closed: %s server\n", mode_of("server").c_str());
  show("remove:", std::remove("server"));
  show("connect:", connect_to(unix_socket(), at("server")));

  make_file("notes.txt");
  show("bind to a file that is there:", bind_to(unix_socket(), at("notes.txt")));
  show("bind in a folder that is not there:", bind_to(unix_socket(), at("run/server")));
}
