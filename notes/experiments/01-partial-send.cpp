// How much does a send(2) take that a signal interrupts?
#include <sys/time.h>

#include <csignal>
#include <cstdio>
#include <vector>

#include "experiment.hpp"

int main() {
  auto [client, server] = connected_pair();  // The server never receives: the buffers fill up.
  const std::vector<char> much(64 << 20);

  struct sigaction action {};
  action.sa_handler = [](int) {};
  must(::sigaction(SIGALRM, &action, nullptr), "sigaction");
  const itimerval every_20_ms{{0, 20'000}, {0, 20'000}};
  must(::setitimer(ITIMER_REAL, &every_20_ms, nullptr), "setitimer");

  // region partial
  ssize_t count = ::send(client.get(), much.data(), much.size(), MSG_NOSIGNAL);
  std::printf("first send:   more than 0: %s, all: %s\n", count > 0 ? "yes" : "no",
              count == static_cast<ssize_t>(much.size()) ? "yes" : "no");
  while (count > 0) count = ::send(client.get(), much.data(), much.size(), MSG_NOSIGNAL);
  std::printf("nothing taken: %s\n", outcome(count).c_str());
  // endregion
}
