// The same client at two sockets of a server: is it the one on the list?
#include "bytes.hpp"
#include "families.hpp"

/// Whom recvfrom(2) names as the sender of the next datagram.
Address sender_of_next(const Fd& socket) {
  char byte = 0;
  Address from;
  from.length = sizeof from.storage;
  must(::recvfrom(socket.get(), &byte, 1, 0, from.get(), &from.length), "recvfrom");
  return from;
}

void show_address(const char* what, const Address& address) {
  Address shown = address;
  std::memset(reinterpret_cast<char*>(&shown.storage) + 2, 0x99, 2);  // The port is another one each time.
  show(what, memory_of(shown.storage).first(shown.length));
}

int main() {
  const Fd client = bound(), server4 = bound(), server6 = ipv6_socket();
  const Address own = ipv6("::ffff:127.0.0.1", 0);
  must(::bind(server6.get(), own.get(), own.length), "bind");
  const in_port_t port6 = ntohs(read<sockaddr_in6>(address_of(server6.get())).sin6_port);

  sockaddr_in entry;
  std::memset(&entry, 0xAA, sizeof entry);  // what happened to lie in this memory
  entry.sin_family = AF_INET;
  entry.sin_port = htons(port_of(address_of(client.get())));
  entry.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const Address on_the_list = lab::make_address(entry);

  must(send_text(client.get(), "x", address_of(server4.get())), "sendto");
  must(send_text(client.get(), "x", ipv4("127.0.0.1", port6)), "sendto");
  const Address at4 = sender_of_next(server4), at6 = sender_of_next(server6);
  show_address("on the list:", on_the_list);
  show_address("at the IPv4 socket:", at4);
  show_address("at the IPv6 socket:", at6);
  const auto known = [&](const Address& caller) {
    return std::memcmp(&caller.storage, &on_the_list.storage, on_the_list.length) == 0;
  };
  std::printf("on the list? at the IPv4 socket: %s, at the IPv6 socket: %s\n", known(at4) ? "yes" : "no",
              known(at6) ? "yes" : "no");
}
