// An IPv4 client asks an IPv6 UDP socket. Who is it, and to which address can it be answered?
#include "places.hpp"

int main() {
  const Fd server = new_socket(AF_INET6, SOCK_DGRAM), client = bound();
  must(bind_to(server, ipv6("::", 0)), "bind");
  must(send_text(client.get(), "question", ipv4("127.0.0.1", port_of(server))), "sendto");
  char byte = 0;
  Address from;
  from.length = sizeof from.storage;
  must(::recvfrom(server.get(), &byte, 1, 0, from.get(), &from.length), "recvfrom");
  const in6_addr inner = read<sockaddr_in6>(from).sin6_addr;
  const auto yes_or_no = [](bool answer) { return answer ? "yes" : "no"; };
  std::printf("the client is %s\n", host_of(from).c_str());
  std::printf("IN6_IS_ADDR_LOOPBACK: %s, IN6_IS_ADDR_V4MAPPED: %s\n", yes_or_no(IN6_IS_ADDR_LOOPBACK(&inner)),
              yes_or_no(IN6_IS_ADDR_V4MAPPED(&inner)));

  const Address unwrapped = ipv4("127.0.0.1", port_of(from));
  const Fd only = new_socket(AF_INET6, SOCK_DGRAM, true);
  std::printf("answer to ::ffff:127.0.0.1: %s\n", outcome(send_text(server.get(), "answer", from)).c_str());
  std::printf("answer to 127.0.0.1:        %s\n", outcome(send_text(server.get(), "answer", unwrapped)).c_str());
  std::printf("with IPV6_V6ONLY:           %s\n", outcome(send_text(only.get(), "answer", from)).c_str());
}
