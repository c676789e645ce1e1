// What do a server and a client do over a Unix domain socket, call by call?
#include <array>
#include <cstdio>

#include "folder.hpp"

int main() {
  const Folder folder;  // A new folder, in which we are: "server" is a file in it.
  // region open
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::strcpy(name.sun_path, "server");
  const auto* address = reinterpret_cast<const sockaddr*>(&name);

  const Fd listener(must(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  must(::bind(listener.get(), address, sizeof name), "bind");
  must(::listen(listener.get(), 16), "listen");

  const Fd client(must(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  must(::connect(client.get(), address, sizeof name), "connect");

  const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  // endregion

  std::array<char, 100> buffer{};
  must(::send(client.get(), "Who is there?", 13, MSG_NOSIGNAL), "send");
  const ssize_t count = must(::recv(connection.get(), buffer.data(), buffer.size(), 0), "recv");
  std::printf("the server received %zd bytes: %.*s\n", count, static_cast<int>(count), buffer.data());
}
