// What does a client see when the queue of the listener is full?
#include <netinet/tcp.h>
#include <poll.h>

#include <cstdio>

#include "experiment.hpp"

const char* state_of(int connection) {
  tcp_info info{};
  socklen_t size = sizeof info;
  must(::getsockopt(connection, IPPROTO_TCP, TCP_INFO, &info, &size), "getsockopt");
  return info.tcpi_state == TCP_ESTABLISHED ? "ESTABLISHED" : info.tcpi_state == TCP_SYN_SENT ? "SYN_SENT" : "other";
}

int main() {
  const Fd listener = listening(0);  // room for one connection: Linux takes backlog + 1
  const Address server = address_of(listener.get());
  for (int i = 1; i <= 2; ++i) {
    Fd client(must(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket"));
    ::connect(client.get(), server.get(), server.length);  // EINPROGRESS: begun
    pollfd wait{client.get(), POLLOUT, 0};
    const int ready = must(::poll(&wait, 1, 200), "poll");
    std::printf("client %d: within 200 ms: %s, %s\n", i, ready ? "an answer" : "no answer", state_of(client.get()));
    static_cast<void>(client.release());  // Stays open, and in the queue, until the program ends.
  }
}
