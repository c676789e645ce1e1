// How long may a path be, and what becomes of a longer one?
#include <array>
#include <cstdio>
#include <string>

#include "folder.hpp"

int main() {
  const Folder folder;
  for (const std::size_t size : {107U, 108U, 109U}) {
    std::array<char, 200> memory{};  // Here "sun_path" may go on behind the end of the struct.
    const sa_family_t family = AF_UNIX;
    std::memcpy(memory.data(), &family, sizeof family);
    std::memset(memory.data() + offsetof(sockaddr_un, sun_path), 'x', size);
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + size);

    const Fd socket = unix_socket();
    const int result = ::bind(socket.get(), reinterpret_cast<const sockaddr*>(memory.data()), length);
    std::printf("a path of %zu bytes: bind: %s", size, outcome(result).c_str());
    if (result == 0) std::printf(", getsockname: length %u", address_of(socket.get()).length);
    std::puts("");
  }

  // region cut
  const std::string path = std::string(100, 'y') + "/private/server";
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::strncpy(name.sun_path, path.c_str(), sizeof name.sun_path - 1);
  std::printf("asked for …%s, got …%s\n", path.c_str() + 95, name.sun_path + 95);
  // endregion
}
