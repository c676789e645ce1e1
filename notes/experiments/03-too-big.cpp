// How big may a datagram be?
#include <initializer_list>

#include "datagrams.hpp"

void try_sizes(const char* what, int sender, int receiver, std::initializer_list<std::size_t> sizes) {
  std::printf("%s\n", what);
  for (const std::size_t size : sizes) {
    const std::string bytes(size, 'x');
    const ssize_t sent = ::send(sender, bytes.data(), bytes.size(), 0);
    std::printf("  %6zu bytes: send: %-12s ", size, outcome(sent).c_str());
    std::string room(300'000, ' ');
    const ssize_t came = ::recv(receiver, room.data(), room.size(), sent == -1 ? MSG_DONTWAIT : 0);
    std::printf("recv: %s\n", outcome(came).c_str());
  }
}

void over_unix(const char* what, int send_buffer) {
  std::array<int, 2> ends{};
  must(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends.data()), "socketpair");
  const Fd sender(ends[0]), receiver(ends[1]);
  must(::setsockopt(sender.get(), SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer), "setsockopt");
  try_sizes(what, sender.get(), receiver.get(), {65'508, 150'000});
}

int main() {
  const Fd receiver = bound(), sender = udp_socket();
  const Address there = address_of(receiver.get());
  must(::connect(sender.get(), there.get(), there.length), "connect");
  try_sizes("UDP over IPv4:", sender.get(), receiver.get(), {65'507, 65'508});
  over_unix("a Unix domain socket, SO_SNDBUF 100000:", 100'000);
  over_unix("a Unix domain socket, SO_SNDBUF 10000:", 10'000);
}
