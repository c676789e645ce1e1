// What comes beside a datagram's bytes when a socket has asked for several things, and there is room for fewer?
#include "ancillary.hpp"

int main() {
  const Fd server = bound(ipv4("0.0.0.0", 0)), client = udp_socket();
  must(set(server, SOL_SOCKET, SO_TIMESTAMP), "setsockopt");
  must(set(server, IPPROTO_IP, IP_RECVTTL), "setsockopt");
  must(set(server, IPPROTO_IP, IP_PKTINFO), "setsockopt");
  for (const std::size_t room : {std::size_t{256}, CMSG_SPACE(sizeof(in_pktinfo))}) {
    must(send_text(client.get(), "question", ipv4("127.0.0.2", port_of(server))), "sendto");
    std::printf("room for %s:\n", room == 256 ? "much" : "an in_pktinfo");
    std::printf("  MSG_CTRUNC: %s\n", receive_letter(server, room).cut ? "yes" : "no");
  }
}
