// How much is a connection like a pipe?
#include <poll.h>

#include <array>
#include <csignal>
#include <cstdio>

#include "experiment.hpp"

void show(const char* what, ssize_t result) { std::printf("%-44s %s\n", what, outcome(result).c_str()); }

int main() {
  must(::signal(SIGPIPE, SIG_IGN) == SIG_ERR ? -1 : 0, "signal");  // Otherwise write(2) would end this program.
  char byte = 0;

  std::array<int, 2> ends{};
  must(::pipe(ends.data()), "pipe");
  Fd reader(ends[0]), writer(ends[1]);
  show("pipe, writing to the reading end:", ::write(reader.get(), "x", 1));
  writer.reset();
  show("pipe, read after the writer has closed:", ::read(reader.get(), &byte, 1));
  must(::pipe(ends.data()), "pipe");
  reader.reset(ends[0]), writer.reset(ends[1]);
  reader.reset();
  show("pipe, write after the reader has closed:", ::write(writer.get(), "x", 1));

  auto [client, server] = connected_pair();
  show("socket, write one way:", ::write(client.get(), "x", 1));
  show("socket, write the other way:", ::write(server.get(), "x", 1));
  show("socket, read what came:", ::read(server.get(), &byte, 1));
  show("socket, read what came:", ::read(client.get(), &byte, 1));
  server.reset();
  show("socket, read after the peer has closed:", ::read(client.get(), &byte, 1));
  show("socket, write after the peer has closed:", ::write(client.get(), "x", 1));
  pollfd reset{client.get(), 0, 0};
  must(::poll(&reset, 1, -1), "poll");  // until the peer's kernel has answered
  show("socket, write again:", ::write(client.get(), "x", 1));
}
