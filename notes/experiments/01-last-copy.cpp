// When does close(2) end a connection, and when does shutdown(2)?
#include <cstdio>

#include "experiment.hpp"

int main() {
  char byte = 0;
  {
    // region close
    auto [client, server] = connected_pair();
    Fd copy(must(::dup(client.get()), "dup"));  // fork(2) makes such copies too
    client.reset();
    std::printf("one of two copies closed: recv: %s\n", outcome(::recv(server.get(), &byte, 1, MSG_DONTWAIT)).c_str());
    copy.reset();
    std::printf("the last copy closed:     recv: %s\n", outcome(::recv(server.get(), &byte, 1, 0)).c_str());
    // endregion
  }
  {
    auto [client, server] = connected_pair();
    const Fd copy(must(::dup(client.get()), "dup"));
    must(::shutdown(client.get(), SHUT_WR), "shutdown");
    std::printf("shutdown of one copy:     recv: %s\n", outcome(::recv(server.get(), &byte, 1, 0)).c_str());
    std::printf("and through the other:    send: %s\n", outcome(::send(copy.get(), "x", 1, MSG_NOSIGNAL)).c_str());
  }
}
