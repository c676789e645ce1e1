// What does accept(2) do with the length that it is given?
#include <cstdio>

#include "experiment.hpp"

void try_length(int listener, const char* what, socklen_t room) {
  const Fd client = connected(address_of(listener));
  Address peer;
  peer.length = room;
  const Fd connection(must(::accept4(listener, peer.get(), &peer.length, SOCK_CLOEXEC), "accept4"));
  std::printf("%-14s before: %3u   after: %u   family: %s\n", what, room, peer.length,
              peer.family() == AF_INET ? "AF_INET" : "not written");
}

int main() {
  const Fd listener = listening();
  try_length(listener.get(), "all the room:", sizeof(sockaddr_storage));
  try_length(listener.get(), "too little:", 4);
  try_length(listener.get(), "forgotten:", 0);
}
