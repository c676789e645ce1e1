// Who reads end of file after fork(2), when one process keeps an end that is the other's?
#include <sys/wait.h>

#include <csignal>
#include <cstdio>

#include "folder.hpp"

/// What a recv that does not wait says, in words.
std::string received(const Fd& socket) {
  char byte = 0;
  const ssize_t count = ::recv(socket.get(), &byte, 1, MSG_DONTWAIT);
  return outcome(count) + (count == -1 && errno == EAGAIN ? ": it would wait for ever" : ": end of file");
}

/// The parent closes its end; then the child reads.
void parent_leaves(bool child_keeps) {
  auto [parents, childs] = unix_pair();
  auto [closed, go] = unix_pair();  // over these, the child hears that the parent has closed its end
  const pid_t child = must(::fork(), "fork");
  if (child == 0) {
    if (!child_keeps) parents.reset();
    char byte = 0;
    must(::recv(go.get(), &byte, 1, 0), "recv");
    std::printf("  the child reads:  %s\n", received(childs).c_str());
    std::fflush(stdout);
    ::_exit(0);
  }
  childs.reset();
  parents.reset();
  must(::send(closed.get(), "x", 1, MSG_NOSIGNAL), "send");
  must(::waitpid(child, nullptr, 0), "waitpid");
}

/// The child is killed; then the parent reads.
void child_dies(bool parent_keeps) {
  auto [parents, childs] = unix_pair();
  const pid_t child = must(::fork(), "fork");
  if (child == 0) {
    parents.reset();
    ::raise(SIGKILL);
  }
  if (!parent_keeps) childs.reset();
  must(::waitpid(child, nullptr, 0), "waitpid");
  std::printf("  the parent reads: %s\n", received(parents).c_str());
}

void show(const char* what) {
  std::puts(what);
  std::fflush(stdout);  // or the child would have these words too
}

int main() {
  show("the parent has closed its end, and the child, too, its copy of it:");
  parent_leaves(false);
  show("the parent has closed its end, the child kept a copy:");
  parent_leaves(true);
  show("the child was killed, and the parent had closed its copy of the child's end:");
  child_dies(false);
  show("the child was killed, the parent kept a copy:");
  child_dies(true);
}
