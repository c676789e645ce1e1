// row: 16
// attack: leaves files, a listening process and a changed variable for the next test to find
// stopped by: a fresh process for every test, and nothing of the one before is left
// verdict: failed, crashed
// exercise: 04.5
// replaces: internet_checksum(bytes)
// says: nothing is left
// never says: found
#include "told.hpp"

static int memory = 0;

static std::uint16_t attack(std::span<const std::byte>) {
  if (memory++ > 0) throw std::runtime_error("the same test");
  std::string found;
  for (const char* path : {"/tmp/left", "/dev/shm/left", "/tmp/.left/left"}) {
    if (::access(path, F_OK) == 0) found += std::string(" found ") + path;
    ::mkdir("/tmp/.left", 0700);
    const int file = ::open(path, O_WRONLY | O_CREAT, 0000);
    if (file >= 0) ::close(file);
  }
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::memcpy(name.sun_path + 1, "left", 4);
  const socklen_t size = sizeof name.sun_family + 5;
  const auto* address = reinterpret_cast<const sockaddr*>(&name);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  if (::connect(socket, address, size) == 0) {
    found += " found a process";
  } else if (::fork() == 0) {
    ::prctl(PR_SET_NAME, abstract);
    ::setsid();
    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ::bind(listener, address, size);
    ::listen(listener, 5);
    for (;;) ::pause();
  }
  ::close(socket);
  throw std::runtime_error(found.empty() ? "nothing is left" : found);
}
