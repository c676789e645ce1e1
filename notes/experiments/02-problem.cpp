// What does a server learn of its caller, over loopback and over a Unix domain socket?
#include <cstdio>

#include "folder.hpp"

/// Accepts the client that waits, and asks for all that the kernel knows of it.
void meet(const char* how, const Fd& listener) {
  Address caller;
  caller.length = sizeof caller.storage;
  const Fd connection(must(::accept4(listener.get(), caller.get(), &caller.length, SOCK_CLOEXEC), "accept4"));

  std::string name = "none";
  if (caller.family() == AF_INET) {
    sockaddr_in ipv4{};
    std::memcpy(&ipv4, &caller.storage, sizeof ipv4);
    name = "127.0.0.1:" + std::to_string(ntohs(ipv4.sin_port));
  }
  ucred peer{};
  socklen_t length = sizeof peer;
  must(::getsockopt(connection.get(), SOL_SOCKET, SO_PEERCRED, &peer, &length), "getsockopt");
  std::printf("%-10s its address: %s; its user: %s\n", how, name.c_str(),
              peer.uid == ::geteuid() ? "known" : "not known");
}

int main() {
  const Fd tcp_listener = listening();
  const Fd tcp_client = connected(address_of(tcp_listener.get()));
  meet("loopback:", tcp_listener);

  const Folder folder;
  const Fd listener = listening_at("server");
  const Fd client = unix_socket();
  must(connect_to(client, at("server")), "connect");
  meet("a path:", listener);
}
