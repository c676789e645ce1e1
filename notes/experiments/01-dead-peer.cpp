// What happens to a program that sends to a peer that is gone?
#include <poll.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>

#include "experiment.hpp"

// region send-twice
void send_twice(int flags) {
  auto [client, server] = connected_pair();
  server.reset();
  std::printf("  first send:  %s\n", outcome(::send(client.get(), "x", 1, flags)).c_str());
  pollfd reset{client.get(), 0, 0};
  must(::poll(&reset, 1, -1), "poll");  // Waits until the peer's kernel has answered with a reset.
  std::fflush(stdout);
  std::printf("  second send: %s\n", outcome(::send(client.get(), "x", 1, flags)).c_str());
}
// endregion

int main() {
  std::puts("with MSG_NOSIGNAL:");
  send_twice(MSG_NOSIGNAL);

  std::puts("without:");
  std::fflush(stdout);
  const pid_t child = must(::fork(), "fork");
  if (child == 0) {
    send_twice(0);
    std::_Exit(0);
  }
  int status = 0;
  must(::waitpid(child, &status, 0), "waitpid");
  if (WIFSIGNALED(status)) std::printf("  the process was ended by SIG%s\n", ::sigabbrev_np(WTERMSIG(status)));
}
