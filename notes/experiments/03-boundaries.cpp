// Does one recv(2) give what one send(2) sent?
#include "datagrams.hpp"

int main() {
  const Fd receiver = bound(), sender = udp_socket();
  const Address there = address_of(receiver.get());
  std::printf("nothing sent yet, not waiting: %s\n", receive_text(receiver.get(), MSG_DONTWAIT).c_str());
  for (const char* words : {"one", "two", "three"}) must(send_text(sender.get(), words, there), "sendto");
  for (int i = 0; i < 3; ++i) std::printf("recv, room for 100: %s\n", receive_text(receiver.get()).c_str());

  std::array<char, 100> buffer{};
  must(send_text(sender.get(), "one", there), "sendto");
  must(send_text(sender.get(), "two", there), "sendto");
  const ssize_t count = ::recv(receiver.get(), buffer.data(), buffer.size(), MSG_WAITALL);
  std::printf("recv, room for 100, MSG_WAITALL: %s\n", outcome(count).c_str());
}
