// What does a program hear that lacks a right, or a way? In a network of its own, with no address and no rights at all.
#include <sched.h>

#include <cstdio>

#include "families.hpp"
#include "folder.hpp"

void show(const char* call, const char* what, ssize_t result) {
  std::printf("%-11s  %-48s  %s\n", call, what, outcome(result).c_str());
}

int main() {
  const Folder folder;
  const Fd listener = listening_at("server");
  must(::chmod("server", 0400), "chmod");
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) == -1) {
    std::puts("This cannot be shown here: this machine does not let a program make a network of its own.");
    return 77;
  }
  obey_permissions();

  const Fd socket(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  const Address far = ipv4("192.0.2.1", 7);
  const int size = 1'000'000;
  show("socket", "SOCK_RAW", ::socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
  show("bind", "port 80", bind_to(socket, ipv4("0.0.0.0", 80)));
  show("setsockopt", "SO_RCVBUFFORCE", ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size));
  show("connect", "a path, no write permission", connect_to(unix_socket(), at("server")));
  show("connect", "no way there is known", connect_to(socket, far));
  show("sendto", "no way there is known", send_text(udp_socket().get(), "x", far));
}
