// What has a socketpair that a pipe has not, and who else can get at it?
#include <fcntl.h>

#include <array>
#include <cstdio>

#include "folder.hpp"

void show(const char* what, ssize_t result) { std::printf("%-36s %s\n", what, outcome(result).c_str()); }

/// Opens a descriptor's file anew, by its path in /proc: whoever runs as the same user could do that.
const char* by_its_path(const Fd& descriptor) {
  const std::string path = "/proc/self/fd/" + std::to_string(descriptor.get());
  const Fd again(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  return again ? "opened" : errno == ENXIO ? "ENXIO" : "?";
}

int main() {
  std::array<char, 10> buffer{};
  std::array<int, 2> ends{};
  must(::pipe2(ends.data(), O_CLOEXEC), "pipe2");
  const Fd reader(ends[0]), writer(ends[1]);
  const auto [here, there] = unix_pair();

  show("pipe, write at the reading end:", ::write(reader.get(), "x", 1));
  show("pair, write at one end:", ::write(here.get(), "x", 1));
  show("pair, write at the other:", ::write(there.get(), "x", 1));
  show("pair, read what came:", ::read(here.get(), buffer.data(), buffer.size()));
  show("pair, read what came:", ::read(there.get(), buffer.data(), buffer.size()));
  std::printf("pair, the name's length:             %u: the family alone\n", address_of(here.get()).length);
  std::printf("pipe, /proc/self/fd/N, by open:      %s\n", by_its_path(reader));
  std::printf("pair, /proc/self/fd/N, by open:      %s\n", by_its_path(here));
}
