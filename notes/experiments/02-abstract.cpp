// What is an abstract name: how long, how unique, for whom, and until when?
#include <cstdio>
#include <string>

#include "folder.hpp"

/// An abstract name with a length that counts `counted` bytes of sun_path.
Address abstract(const std::string& name, std::size_t counted) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path + 1, sizeof address.sun_path - 1);
  Address result = lab::make_address(address);
  result.length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + counted);
  return result;
}

void show(const char* what, int result) { std::printf("%-46s %s\n", what, outcome(result).c_str()); }

int main() {
  const std::string name = "lab " + std::to_string(::getpid());
  const Address exact = abstract(name, 1 + name.size());
  const Address whole = abstract(name, sizeof sockaddr_un{}.sun_path);

  const mode_t before = ::umask(0777);  // For a file this would take all permissions away.
  Fd listener = unix_socket();
  show("bind, length: sizeof(sockaddr_un)", bind_to(listener, whole));
  ::umask(before);
  must(::listen(listener.get(), 16), "listen");
  show("connect, length: 2, the NUL, the name", connect_to(unix_socket(), exact));
  obey_permissions();
  show("connect, length: sizeof(sockaddr_un)", connect_to(unix_socket(), whole));

  const Fd other = unix_socket();
  show("another bind, the same name", bind_to(other, whole));
  show("another bind, length: 2, the NUL, the name", bind_to(other, exact));
  listener.reset();
  show("connect, after the server's close", connect_to(unix_socket(), whole));
  show("bind, after the server's close", bind_to(unix_socket(), whole));
}
