// What does a program hold when it has a socket, and what does the kernel keep behind it?
#include <sys/stat.h>

#include <cstdio>
#include <filesystem>

#include "datagrams.hpp"

/// What Linux says of an open descriptor, "socket:[12345]", without the number, which varies.
std::string entry_of(const Fd& socket) {
  const std::string entry = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(socket.get())).string();
  return entry.substr(0, entry.find('[')) + "[…]";
}

int option(const Fd& socket, int name) {
  int value = 0;
  socklen_t length = sizeof value;
  must(::getsockopt(socket.get(), SOL_SOCKET, name, &value, &length), "getsockopt");
  return value;
}

int main() {
  const Fd socket(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  struct stat status {};
  must(::fstat(socket.get(), &status), "fstat");
  std::printf("to the program: the number %d\n", socket.get());
  std::printf("in /proc:       %s\n", entry_of(socket).c_str());
  std::printf("kind of file:   %s\n", S_ISSOCK(status.st_mode) ? "a socket" : "something else");
  std::printf("to the kernel:  domain %d, type %d, protocol %d\n", option(socket, SO_DOMAIN), option(socket, SO_TYPE),
              option(socket, SO_PROTOCOL));
  std::printf("its address:    %s, which means: none yet\n", text(address_of(socket.get())).c_str());
  char byte = 0;
  std::printf("a read from it: %s\n", outcome(::read(socket.get(), &byte, 1)).c_str());
}
