// How do send and recv, and their kin, say no, each to a mistake or misfortune of its own?
#include <sys/time.h>

#include <vector>

#include "failures.hpp"

ssize_t send_one(const Fd& socket) { return ::send(socket.get(), "x", 1, MSG_NOSIGNAL); }
ssize_t send_one_to(const Fd& socket, const Address& where) {
  return ::sendto(socket.get(), "x", 1, MSG_NOSIGNAL, where.get(), where.length);
}
ssize_t receive_one(const Fd& socket, int flags = 0) {
  char byte = 0;
  return ::recv(socket.get(), &byte, 1, flags);
}

void send_calls() {
  const auto [client, server] = connected_pair();
  const std::vector<char> much(70'000);
  const Fd unbound = udp_socket(), deaf = nobody(), asker = udp_socket();
  const Address closed = address_of(deaf.get());

  const auto [ended, reader] = connected_pair();
  must(::shutdown(ended.get(), SHUT_WR), "shutdown");
  show("send", "after shutdown with SHUT_WR", send_one(ended));
  show("send", "a TCP socket that was never connected", send_one(tcp_socket()));
  show("send", "a UDP socket that was never connected", send_one(unbound));
  const Fd reset = reset_by_peer();
  show("send", "the peer has reset the connection", send_one(reset));
  show("send", "once more", send_one(reset));
  ssize_t taken = 0;
  do taken = ::send(client.get(), much.data(), much.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  while (taken > 0);
  show("send", "not to wait, and the send buffer is full", taken);
  show("sendto", "70,000 bytes over UDP",
       ::sendto(unbound.get(), much.data(), much.size(), 0, closed.get(), closed.length));
  show("sendto", "port 0", send_one_to(unbound, loopback(0)));
  show("sendto", "everybody, without SO_BROADCAST", send_one_to(unbound, address("127.255.255.255", 7)));
  must(::connect(asker.get(), closed.get(), closed.length), "connect");
  must(send_one(asker), "send");
  wait_for_refusal(asker.get());
  show("send", "nobody was there for the last datagram", send_one(asker));
  int ends[2] = {-1, -1};
  must(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), "socketpair");
  const Fd here(ends[0]), there(ends[1]), mailbox(must(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  show("sendto", "an address, though the Unix stream is connected", send_one_to(here, closed));
  show("send", "a Unix datagram socket that was never connected", send_one(mailbox));
  msghdr message{};
  message.msg_iovlen = 10'000;
  show("sendmsg", "more pieces than IOV_MAX", ::sendmsg(client.get(), &message, MSG_NOSIGNAL));
}

void receive_calls() {
  const auto [client, server] = connected_pair();
  const timeval deadline{0, 20'000};
  const Fd deaf = nobody(), asker = udp_socket();
  const Address closed = address_of(deaf.get());

  show("recv", "not to wait, and nothing has come", receive_one(client, MSG_DONTWAIT));
  must(::setsockopt(client.get(), SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline), "setsockopt");
  show("recv", "SO_RCVTIMEO is over, and nothing has come", receive_one(client));
  show("recv", "a TCP socket that was never connected", receive_one(tcp_socket()));
  const Fd reset = reset_by_peer();
  show("recv", "the peer has reset the connection", receive_one(reset));
  show("recv", "once more", receive_one(reset));
  must(::connect(asker.get(), closed.get(), closed.length), "connect");
  must(send_one(asker), "send");
  wait_for_refusal(asker.get());
  show("recv", "nobody was there for the last datagram", receive_one(asker));
  must(send_one(server), "send");
  show("recv", "no memory at this address", ::recv(client.get(), nowhere<char*>(), 1, 0));
  show("recv", "the same byte, with memory", receive_one(client));
  const Fd receiver = bound();
  must(send_one_to(udp_socket(), address_of(receiver.get())), "sendto");
  show("recv", "a datagram, no memory at this address", ::recv(receiver.get(), nowhere<char*>(), 1, 0));
  show("recv", "the same datagram, with memory, not to wait", receive_one(receiver, MSG_DONTWAIT));
  show("recv", "a pipe", receive_one(pipe_end()));
}

int main() {
  send_calls();
  receive_calls();
}
