// Which permissions has the file that bind(2) makes?
#include <cstdio>

#include "folder.hpp"

int main() {
  const Folder folder;
  for (const mode_t mask : {0000U, 0022U, 0077U, 0177U, 0117U}) {
    const Fd socket = unix_socket();
    const mode_t before = ::umask(mask);
    const int result = bind_to(socket, at("server"));
    ::umask(before);
    must(result, "bind");
    std::printf("umask %04o: %s\n", mask, mode_of("server").c_str());
    must(::unlink("server"), "unlink");
  }
}
