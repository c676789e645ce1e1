// What stands in sun_path when a socket has no name?
#include <cstdio>

#include "folder.hpp"

int main() {
  const Folder folder;
  const Fd named = listening_at("server"), unnamed = unix_socket();
  Address address;  // one for all, to save memory
  for (const int socket : {named.get(), unnamed.get()}) {
    address.length = sizeof address.storage;
    must(::getsockname(socket, address.get(), &address.length), "getsockname");
    const char* path = reinterpret_cast<const char*>(&address.storage) + offsetof(sockaddr_un, sun_path);
    std::printf("length %2u, sun_path reads \"%s\"\n", address.length, path);
  }
}
