// Does UDP lose datagrams that never leave this machine?
#include "datagrams.hpp"

int main() {
  // region lost
  const Fd receiver = bound();
  const int small = 1;  // The smallest receive buffer that the kernel allows. It would overflow with any other, too.
  must(::setsockopt(receiver.get(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small), "setsockopt");
  const Fd sender = udp_socket();
  int sent = 0, received = 0;
  for (int i = 0; i < 1000; ++i) sent += send_text(sender.get(), "hello", address_of(receiver.get())) == 5;
  while (comes_within(receiver.get(), 20)) received += receive_text(receiver.get()) == "\"hello\"";
  // endregion
  std::printf("sent, without an error: %d of 1000\n", sent);
  std::printf("received: at least one: %s, all: %s\n", received > 0 ? "yes" : "no", received == sent ? "yes" : "no");
}
