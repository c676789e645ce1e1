// At which address was a UDP server at the wildcard asked, and how does it answer from there?
#include "ancillary.hpp"

/// As sendto(2), from an address of this host.
ssize_t send_from(const Fd& socket, const char* source, Address to) {
  char byte = 'x';
  iovec part{&byte, 1};
  in_pktinfo info{};  // zeros: whichever interface
  must(::inet_pton(AF_INET, source, &info.ipi_spec_dst) - 1, "inet_pton");
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof info)> control{};
  msghdr message{to.get(), to.length, &part, 1, control.data(), control.size(), 0};
  cmsghdr* one = CMSG_FIRSTHDR(&message);
  one->cmsg_level = IPPROTO_IP;
  one->cmsg_type = IP_PKTINFO;
  one->cmsg_len = CMSG_LEN(sizeof info);
  std::memcpy(CMSG_DATA(one), &info, sizeof info);
  return ::sendmsg(socket.get(), &message, 0);
}

int main() {
  const Fd server = new_socket(AF_INET6, SOCK_DGRAM), client = bound();
  must(set(server, IPPROTO_IP, IP_PKTINFO), "setsockopt");
  must(set(server, IPPROTO_IPV6, IPV6_RECVPKTINFO), "setsockopt");
  must(set(client, SOL_SOCKET, SO_BROADCAST), "setsockopt");
  must(bind_to(server, ipv6("::", 0)), "bind");
  Letter question;
  for (const char* host : {"127.0.0.2", "127.255.255.255"}) {
    must(send_text(client.get(), "question", ipv4(host, port_of(server))), "sendto");
    std::printf("asked at %s:\n", host);
    question = receive_letter(server);
  }

  must(send_text(server.get(), "answer", question.from), "sendto");
  std::printf("answer by sendto: comes from %s\n", host_of(receive_letter(client).from).c_str());
  for (const char* source : {"127.0.0.2", "203.0.113.9"}) {
    const bool sent = send_from(server, source, question.from) != -1;
    std::printf("answer by sendmsg, ipi_spec_dst %s: %s\n", source,
                sent ? ("comes from " + host_of(receive_letter(client).from)).c_str() : "refused");
  }
}
