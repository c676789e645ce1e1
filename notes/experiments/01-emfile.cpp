// Is a connection lost when accept(2) fails because no descriptor is free?
#include <sys/resource.h>

#include <cstdio>

#include "experiment.hpp"

int main() {
  const Fd listener = listening();
  Fd spare(must(::dup(listener.get()), "dup"));
  const Fd client = connected(address_of(listener.get()));

  rlimit limit{};
  must(::getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
  limit.rlim_cur = static_cast<rlim_t>(client.get()) + 1;  // not one descriptor more
  must(::setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");

  std::printf("accept: %s\n", outcome(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)).c_str());
  std::printf("accept: %s\n", outcome(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)).c_str());
  spare.reset();
  const Fd connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  std::printf("one descriptor closed; accept: %s\n", connection ? "the waiting client" : "failed");
}
