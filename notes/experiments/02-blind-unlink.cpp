// Who is hurt when a server first removes what is in its way?
#include <poll.h>

#include <cstdio>

#include "folder.hpp"

/// The mistake of this experiment: it does not ask what it removes.
Fd careless_server() {
  ::unlink("server");
  return listening_at("server");
}

bool has_client(const Fd& listener) {
  pollfd waiting{listener.get(), POLLIN, 0};
  return must(::poll(&waiting, 1, 0), "poll") == 1;
}

int main() {
  const Folder folder;
  Fd first = careless_server();
  const Fd second = careless_server();  // somebody has started it twice
  const Fd client = unix_socket();
  must(connect_to(client, at("server")), "connect");
  std::printf("a client has come: to the first: %s, to the second: %s\n", has_client(first) ? "yes" : "no",
              has_client(second) ? "yes" : "no");

  ::unlink("server");  // The first one ends, and cleans up what it takes for its file.
  first.reset();
  std::printf("the first has ended; connect: %s\n", outcome(connect_to(unix_socket(), at("server"))).c_str());
}
