// The same calls with nobody watching, or with strace watching: read by bench.py.
#include <sys/socket.h>

#include <cstdio>

#include "odd.hpp"

int main() {
  const lab::Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  std::printf("close %.1f\n", odd::time_close(20'000));
  std::printf("getsockname %.1f\n", odd::time_getsockname(socket.get(), 20'000));
}
