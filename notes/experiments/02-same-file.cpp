// What arrives when a descriptor is passed on: the number, the file, the position, the flags?
#include <fcntl.h>

#include <cstdio>

#include "control.hpp"

int main() {
  const Folder folder;
  std::ofstream("secret") << "only for the owner";
  obey_permissions();
  auto [here, there] = unix_pair();

  Fd sent(must(::open("secret", O_RDONLY | O_CLOEXEC), "open"));
  const int number = sent.get();
  must(::chmod("secret", 0000), "chmod");
  std::printf("open, now: %s\n", outcome(::open("secret", O_RDONLY | O_CLOEXEC)).c_str());
  must(send_with(here, "x", std::array{number}), "sendmsg");
  must(::unlink("secret"), "unlink");

  const Parcel parcel = receive_with(there, 1, CMSG_SPACE(sizeof(int)));
  const Fd received(parcel.descriptors.at(0));
  std::printf("the same number: %s\n", received.get() == number ? "yes" : "no");
  std::array<char, 8> buffer{};
  must(::read(sent.get(), buffer.data(), 5), "read");
  std::printf("read through the one:   \"%.*s\"\n", 5, buffer.data());
  sent.reset();
  must(::read(received.get(), buffer.data(), 4), "read");
  std::printf("read through the other: \"%.*s\" (the first is closed, the file removed)\n", 4, buffer.data());
  std::printf("close-on-exec: %s\n", (::fcntl(received.get(), F_GETFD) & FD_CLOEXEC) != 0 ? "yes" : "no");
}
