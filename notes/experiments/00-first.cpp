// Two programs want to talk. What does each of them do?
#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "experiment.hpp"

void print_what_comes(const char* who, const Fd& connection) {
  std::array<char, 100> words{};
  const ssize_t count = must(::recv(connection.get(), words.data(), words.size(), 0), "recv");
  std::printf("the %s hears: %.*s\n", who, static_cast<int>(count), words.data());
  std::fflush(stdout);  // at once: two programs print here
}

void run_client(const Address& server) {
  // region client
  const Fd connection(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));  // an end of its own
  must(::connect(connection.get(), server.get(), server.length), "connect");              // calls that address
  must(::send(connection.get(), "What is a socket?", 17, MSG_NOSIGNAL), "send");
  print_what_comes("client", connection);
  // endregion
}

int main() {
  // region server
  const Fd listener(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  const Address free_port = loopback(0);                                    // 127.0.0.1, and any port that is free
  must(::bind(listener.get(), free_port.get(), free_port.length), "bind");  // "this is where I can be called"
  must(::listen(listener.get(), 16), "listen");                             // "and now you may"
  // endregion
  const Address server = address_of(listener.get());
  const pid_t child = must(::fork(), "fork");  // from here on there are two programs
  if (child == 0) {
    run_client(server);
    ::_exit(0);
  }
  // region answer
  const Fd connection(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));  // somebody called
  print_what_comes("server", connection);
  must(::send(connection.get(), "One end of this conversation.", 29, MSG_NOSIGNAL), "send");
  // endregion
  must(::waitpid(child, nullptr, 0), "waitpid");
}
