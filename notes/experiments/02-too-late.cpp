// What if somebody comes between bind(2) and chmod(2)?
#include <array>
#include <cstdio>

#include "folder.hpp"

int main() {
  obey_permissions();
  const Folder folder;
  // region too-late
  const mode_t before = ::umask(0);
  const Fd listener = listening_at("server");
  ::umask(before);
  const Fd quick = unix_socket();  // some program that looks for just this moment
  std::printf("connect, before chmod: %s\n", outcome(connect_to(quick, at("server"))).c_str());
  must(::chmod("server", 0000), "chmod");
  std::printf("connect, after chmod:  %s\n", outcome(connect_to(unix_socket(), at("server"))).c_str());
  // endregion

  const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  must(::send(quick.get(), "let me in", 9, MSG_NOSIGNAL), "send");
  std::array<char, 100> buffer{};
  const ssize_t count = must(::recv(connection.get(), buffer.data(), buffer.size(), 0), "recv");
  std::printf("the server receives:   %.*s\n", static_cast<int>(count), buffer.data());
}
