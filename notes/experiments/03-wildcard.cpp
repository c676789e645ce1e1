// From which address does a server answer that is bound to the wildcard address?
#include "datagrams.hpp"

int main() {
  const Fd server = bound(ipv4("0.0.0.0", 0));
  const int on = 1;
  must(::setsockopt(server.get(), IPPROTO_IP, IP_PKTINFO, &on, sizeof on), "setsockopt");
  const Address asked = ipv4("127.0.0.2", port_of(address_of(server.get())));

  const Fd client = udp_socket();
  must(::connect(client.get(), asked.get(), asked.length), "connect");  // It hears only 127.0.0.2 from now on.
  must(::send(client.get(), "question", 8, 0), "send");

  // region pktinfo
  std::array<char, 100> buffer{};
  iovec bytes{buffer.data(), buffer.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(in_pktinfo))> control{};
  Address from;
  msghdr message{from.get(), sizeof from.storage, &bytes, 1, control.data(), control.size(), 0};
  must(::recvmsg(server.get(), &message, 0), "recvmsg");  // with IP_PKTINFO: says which address was asked
  from.length = message.msg_namelen;

  must(send_text(server.get(), "plain answer", from), "sendto");
  std::string answer = "answer with IP_PKTINFO";
  bytes = {answer.data(), answer.size()};
  must(::sendmsg(server.get(), &message, 0), "sendmsg");  // the control message goes back as it came
  // endregion

  std::printf("asked: %s\n", text(asked).c_str());
  std::printf("a client that hears only whom it has asked: %s\n", receive_text(client.get()).c_str());

  const Fd open_client = udp_socket();
  must(send_text(open_client.get(), "question", asked), "sendto");
  Address source;
  source.length = sizeof source.storage;
  must(::recvfrom(server.get(), buffer.data(), buffer.size(), 0, source.get(), &source.length), "recvfrom");
  must(send_text(server.get(), "plain answer", source), "sendto");
  source.length = sizeof source.storage;
  must(::recvfrom(open_client.get(), buffer.data(), buffer.size(), 0, source.get(), &source.length), "recvfrom");
  std::printf("a client that hears everybody: the plain answer, from %s\n", text(source).c_str());
}
