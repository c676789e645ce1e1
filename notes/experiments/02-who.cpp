// Whom does SO_PEERCRED name, and at which moment was it noted?
#include <sys/wait.h>

#include <cstdio>

#include "folder.hpp"

pid_t parent = 0;

/// Prints whom the kernel names as the peer, for a process of this family.
void show(const char* what, const Fd& socket) {
  ucred peer{};
  socklen_t length = sizeof peer;
  must(::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &length), "getsockopt");
  std::string text = "pid " + std::to_string(peer.pid) + ", user " + std::to_string(static_cast<int>(peer.uid));
  if (peer.pid != 0) {
    text = peer.pid == parent ? "the parent" : "the child";
    if (peer.uid == ::geteuid() && peer.gid == ::getegid()) text += ", our user and group";
  }
  std::printf("%-44s %s\n", what, text.c_str());
  std::fflush(stdout);
}

/// Runs `work` in a child process, and waits until it has ended.
template <class Work>
void in_a_child(const Work& work) {
  const pid_t child = must(::fork(), "fork");
  if (child == 0) {
    work();
    ::_exit(0);
  }
  must(::waitpid(child, nullptr, 0), "waitpid");
}

int main() {
  parent = ::getpid();
  const Folder folder;
  const Fd listener = listening_at("server");
  in_a_child([] {
    const Fd client = unix_socket();
    must(connect_to(client, at("server")), "connect");
    show("the child asks who its server is:", client);
  });
  const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  show("the server asks (the child has ended):", connection);

  const Fd client = unix_socket();
  must(connect_to(client, at("server")), "connect");
  const Fd accepted(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  in_a_child([&] { must(::send(client.get(), "it is I", 7, MSG_NOSIGNAL), "send"); });
  show("the parent connected, the child sends:", accepted);

  const auto [here, there] = unix_pair();
  in_a_child([&, &end = there] { show("the child asks, of a socketpair:", end); });
  show("not connected:", unix_socket());
  show("listening:", listener);
  const Fd tcp = listening();
  show("a TCP connection:", connected(address_of(tcp.get())));
}
