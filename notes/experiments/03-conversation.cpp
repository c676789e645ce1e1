// How do a server and two clients talk over UDP, call by call?
#include "datagrams.hpp"

int main() {
  // region open
  // The server: a socket, and a name for it. No listen, no accept.
  const Fd server(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  const Address any_port = loopback(0);
  must(::bind(server.get(), any_port.get(), any_port.length), "bind");
  const Address where = address_of(server.get());

  // Two clients: a socket each. The first sendto gives it a port.
  const Fd anna(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  const Fd ben(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  std::printf("Anna's name before: %s\n", text(address_of(anna.get())).c_str());
  must(::sendto(anna.get(), "Anna here", 9, 0, where.get(), where.length), "sendto");
  must(::sendto(ben.get(), "Ben here", 8, 0, where.get(), where.length), "sendto");
  std::printf("Anna's name after:  %s\n", text(address_of(anna.get())).c_str());
  // endregion

  // region answer
  for (int i = 0; i < 2; ++i) {
    std::array<char, 100> buffer{};
    Address from;
    from.length = sizeof from.storage;  // before the call: the room; after it: the length
    const ssize_t count =
        must(::recvfrom(server.get(), buffer.data(), buffer.size(), 0, from.get(), &from.length), "recvfrom");
    std::printf("the server received %zd bytes from %s\n", count, text(from).c_str());
    must(::sendto(server.get(), buffer.data(), static_cast<std::size_t>(count), 0, from.get(), from.length), "sendto");
  }
  // endregion
  std::printf("Anna received %s, Ben %s\n", receive_text(anna.get()).c_str(), receive_text(ben.get()).c_str());
}
