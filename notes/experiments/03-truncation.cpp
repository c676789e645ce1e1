// What becomes of a datagram that is longer than the buffer?
#include <algorithm>

#include "datagrams.hpp"

int main() {
  const Fd receiver = bound(), sender = udp_socket();
  const auto comes = [&](const char* words) {
    must(send_text(sender.get(), words, address_of(receiver.get())), "sendto");
  };
  std::array<char, 6> buffer{};
  const auto show = [&](const char* how, ssize_t result) {
    const auto shown = std::min(result, static_cast<ssize_t>(buffer.size()));
    std::printf("%-32s %2zd \"%.*s\"\n", how, must(result, "recv"), static_cast<int>(shown), buffer.data());
  };

  comes("twelve bytes");
  comes("next");
  show("recv:", ::recv(receiver.get(), buffer.data(), buffer.size(), 0));
  show("recv, once more:", ::recv(receiver.get(), buffer.data(), buffer.size(), 0));

  comes("twelve bytes");
  comes("sixsix");
  show("recv with MSG_TRUNC:", ::recv(receiver.get(), buffer.data(), buffer.size(), MSG_TRUNC));
  show("recv with MSG_TRUNC:", ::recv(receiver.get(), buffer.data(), buffer.size(), MSG_TRUNC));

  comes("twelve bytes");
  comes("sixsix");
  for (int i = 0; i < 2; ++i) {
    // region recvmsg
    iovec room{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_iov = &room;
    message.msg_iovlen = 1;
    const ssize_t count = ::recvmsg(receiver.get(), &message, 0);
    const bool was_cut = (message.msg_flags & MSG_TRUNC) != 0;
    // endregion
    show(was_cut ? "recvmsg, MSG_TRUNC is set:" : "recvmsg, MSG_TRUNC is not set:", count);
  }
}
