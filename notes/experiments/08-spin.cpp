// No descriptor is left, and a client waits to be accepted. How long does a loop around poll wait?
#include <poll.h>
#include <sys/resource.h>

#include <cstdio>

#include "experiment.hpp"

int accept_one(const Fd& listener) { return ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC); }

int main() {
  const Fd listener = listening();
  Fd spare(must(::dup(listener.get()), "dup"));
  const Fd client = connected(address_of(listener.get()));
  rlimit limit{};
  must(::getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
  limit.rlim_cur = static_cast<rlim_t>(client.get()) + 1;  // not one descriptor more
  must(::setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");

  // region spin
  int ready = 0, refused = 0;
  for (int turn = 0; turn < 1000; ++turn) {
    pollfd entry{listener.get(), POLLIN, 0};
    if (must(::poll(&entry, 1, 60'000), "poll") == 1) ++ready;  // at most a minute
    if (accept_one(listener) == -1 && errno == EMFILE) ++refused;
  }
  // endregion
  std::printf("of 1000 turns, poll said \"readable\" in %d, accept said EMFILE in %d\n", ready, refused);

  // region alone
  pollfd entry{-1, POLLIN, 0};  // leave the listener alone for 100 ms
  std::printf("with -1 for the listener, 100 ms: poll: %s\n", outcome(::poll(&entry, 1, 100)).c_str());
  // endregion
  spare.reset();
  const Fd connection(accept_one(listener));
  std::printf("a descriptor has become free: %s\n", connection ? "the client is accepted" : "accept failed");
}
