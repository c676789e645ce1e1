// Does a server notice that its file was renamed, or removed?
#include <cstdio>

#include "folder.hpp"

void show(const char* what, int result) { std::printf("%-36s %s\n", what, outcome(result).c_str()); }

int main() {
  const Folder folder;
  const Fd listener = listening_at("draft");
  must(::rename("draft", "server"), "rename");
  show("renamed; connect to the new path:", connect_to(unix_socket(), at("server")));
  show("connect to the old path:", connect_to(unix_socket(), at("draft")));
  sockaddr_un name{};
  const Address own = address_of(listener.get());
  std::memcpy(&name, &own.storage, sizeof name);
  std::printf("getsockname still says:              %s\n", name.sun_path);

  must(::unlink("server"), "unlink");
  show("removed; connect:", connect_to(unix_socket(), at("server")));
  show("bind, by another:", bind_to(unix_socket(), at("server")));
  const Fd earlier(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  std::puts("the first one's accept:              the client from before");
}
