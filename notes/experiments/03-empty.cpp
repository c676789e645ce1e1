// Is a datagram of no bytes a datagram? And what does the receiver see when the sender closes?
#include <unistd.h>

#include "datagrams.hpp"

int main() {
  const Fd receiver = bound();
  Fd sender = udp_socket();
  const Address there = address_of(receiver.get());
  must(::connect(sender.get(), there.get(), there.length), "connect");
  std::printf("send of 0 bytes:  %s\n", outcome(::send(sender.get(), "", 0, 0)).c_str());
  std::printf("write of 0 bytes: %s\n", outcome(::write(sender.get(), "", 0)).c_str());
  must(::send(sender.get(), "after them", 10, 0), "send");
  sender.reset();  // The sender is gone. What it sent is not.

  char byte = 0;
  pollfd entry{receiver.get(), POLLIN, 0};
  must(::poll(&entry, 1, -1), "poll");
  std::printf("poll:             %s\n", (entry.revents & POLLIN) != 0 ? "something is there" : "nothing");
  std::printf("read, room for 0: %s\n", outcome(::read(receiver.get(), &byte, 0)).c_str());
  for (int i = 0; i < 3; ++i) std::printf("recv:             %s\n", receive_text(receiver.get()).c_str());
  std::printf("recv, no waiting: %s\n", receive_text(receiver.get(), MSG_DONTWAIT).c_str());
}
