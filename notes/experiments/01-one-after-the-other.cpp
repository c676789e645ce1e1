// What does a silent client mean for the clients behind it?
#include <array>
#include <cstdio>

#include "experiment.hpp"

int main() {
  const Fd listener = listening();
  const Fd silent = connected(address_of(listener.get()));  // came first, says nothing
  const Fd second = connected(address_of(listener.get()));
  must(::send(second.get(), "hello?", 6, MSG_NOSIGNAL), "send");

  std::array<char, 100> buffer{};
  Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  std::printf("first client:  recv: %s (a recv that waits would wait now)\n",
              outcome(::recv(connection.get(), buffer.data(), buffer.size(), MSG_DONTWAIT)).c_str());

  must(::shutdown(silent.get(), SHUT_WR), "shutdown");  // At last!
  std::printf("first client:  recv: %s\n", outcome(::recv(connection.get(), buffer.data(), buffer.size(), 0)).c_str());

  connection.reset(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
  std::printf("second client: recv: %s\n", outcome(::recv(connection.get(), buffer.data(), buffer.size(), 0)).c_str());
}
