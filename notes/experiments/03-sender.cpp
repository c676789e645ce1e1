// How long is the address of a datagram's sender?
#include <sys/un.h>

#include "datagrams.hpp"

void show(const char* what, int receiver, socklen_t room) {
  char byte = 0;
  Address from;
  from.length = room;
  must(::recvfrom(receiver, &byte, 1, 0, from.get(), &from.length), "recvfrom");
  std::printf("%-36s before: %3u   after: %2u   family: %s\n", what, room, from.length,
              from.family() == AF_UNSPEC ? "not written" : "written");
}

Fd unix_socket(bool named) {
  Fd socket(must(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  const sockaddr family{AF_UNIX,
                        {}};  // The family alone: the kernel finds a free name of 5 digits (unix(7), autobind).
  if (named) must(::bind(socket.get(), &family, sizeof family.sa_family), "bind");
  return socket;
}

int main() {
  const Fd ipv4_receiver = bound(), ipv4_sender = udp_socket();
  const Address there = address_of(ipv4_receiver.get());
  constexpr socklen_t all = sizeof(sockaddr_storage);
  must(send_text(ipv4_sender.get(), "x", there), "sendto");
  show("IPv4:", ipv4_receiver.get(), all);
  must(send_text(ipv4_sender.get(), "x", there), "sendto");
  show("IPv4, the room not set:", ipv4_receiver.get(), 0);

  const Fd receiver = unix_socket(true), named = unix_socket(true), unnamed = unix_socket(false);
  must(send_text(named.get(), "x", address_of(receiver.get())), "sendto");
  show("Unix domain socket with a name:", receiver.get(), all);
  must(send_text(unnamed.get(), "x", address_of(receiver.get())), "sendto");
  show("Unix domain socket without one:", receiver.get(), all);
}
