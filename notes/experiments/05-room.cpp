// What comes back when there is less room than the address needs?
#include "families.hpp"

int main() {
  const Fd socket4 = bound(), socket6 = ipv6_socket();
  const Address own = ipv6("::ffff:127.0.0.1", 0);
  must(::bind(socket6.get(), own.get(), own.length), "bind");

  for (const socklen_t room : {128U, 16U, 0U}) {
    Address address;
    address.length = room;
    must(::getsockname(socket6.get(), address.get(), &address.length), "getsockname");
    std::printf("room %3u: length %u, reads as %s\n", room, address.length, host_of(address).c_str());
  }

  std::puts("one length for both:");
  socklen_t length = sizeof(sockaddr_storage);  // set once, before the loop: the mistake
  for (const int socket : {socket4.get(), socket6.get()}) {
    Address address;
    must(::getsockname(socket, address.get(), &length), "getsockname");
    std::printf("  length %u, reads as %s\n", length, host_of(address).c_str());
  }
}
