// Two clients call the same address and port. How does the kernel know to whom each byte belongs?
#include "datagrams.hpp"

Fd accepted(const Fd& listener) {
  return Fd(must(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept4"));
}

/// Whether these ends have the same address and port.
const char* same(const Fd& a, const Fd& b) {
  return text(address_of(a.get())) == text(address_of(b.get())) ? "the same" : "different";
}

int main() {
  const Fd listener = listening();
  const Address server = address_of(listener.get());
  const Fd anna = connected(server), for_anna = accepted(listener);
  const Fd ben = connected(server), for_ben = accepted(listener);
  must(::send(ben.get(), "Ben", 3, MSG_NOSIGNAL), "send");
  must(::send(anna.get(), "Anna", 4, MSG_NOSIGNAL), "send");
  std::printf("on the connection for Anna: %s\n", receive_text(for_anna.get()).c_str());
  std::printf("on the connection for Ben:  %s\n", receive_text(for_ben.get()).c_str());
  std::printf("the server's end of both:   %s\n", same(for_anna, for_ben));
  std::printf("the clients' ends:          %s\n", same(anna, ben));
}
