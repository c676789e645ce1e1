// How do socket, bind, listen, setsockopt, getsockname and getpeername say no, each to a mistake of its own?
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/time.h>

#include "failures.hpp"

int a_socket(int domain, int type, int protocol) { return Fd(::socket(domain, type, protocol)) ? 0 : -1; }

void make() {
  show("socket", "a domain that this kernel does not have", a_socket(12345, SOCK_STREAM, 0));
  show("socket", "a type that this domain does not have", a_socket(AF_INET, SOCK_RDM, 0));
  show("socket", "a type that nobody has", a_socket(AF_INET, 77, 0));
  show("socket", "a stream of UDP", a_socket(AF_INET, SOCK_STREAM, IPPROTO_UDP));
  rlimit limit{};
  must(::getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
  const rlimit none{3, limit.rlim_max};  // 0, 1 and 2 are taken
  must(::setrlimit(RLIMIT_NOFILE, &none), "setrlimit");
  show("socket", "no descriptor is left", a_socket(AF_INET, SOCK_STREAM, 0));
  must(::setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
}

void name() {
  const Fd listener = listening(), bound = tcp_socket();
  const Address taken = address_of(listener.get()), free = loopback(0);
  must(bind_to(bound, free), "bind");
  show("bind", "a listener has this address and port", bind_to(tcp_socket(), taken));
  show("bind", "the address is another host's", bind_to(tcp_socket(), address("192.0.2.1", 0)));
  show("bind", "the socket is bound already", bind_to(bound, free));
  show("bind", "the address is of another family", bind_to(tcp_socket(), address("::1", 0)));
  show("bind", "the length is too short", ::bind(tcp_socket().get(), free.get(), 8));
  show("bind", "no memory at this address", ::bind(tcp_socket().get(), nowhere<const sockaddr*>(), free.length));
  show("bind", "a pipe", ::bind(pipe_end().get(), free.get(), free.length));
  show("bind", "a number that is no descriptor", ::bind(-1, free.get(), free.length));

  const auto [client, server] = connected_pair();
  show("listen", "a datagram socket", ::listen(udp_socket().get(), 16));
  show("listen", "a socket that is connected", ::listen(client.get(), 16));
  Address peer;
  peer.length = sizeof peer.storage;
  show("getpeername", "nobody is at the other end", ::getpeername(bound.get(), peer.get(), &peer.length));
  show("getsockname", "a pipe", ::getsockname(pipe_end().get(), peer.get(), &peer.length));
}

void set_options() {
  const Fd socket = tcp_socket();
  const char on = 1;
  const timeval wrong{0, 2'000'000};  // more microseconds than a second has
  show("setsockopt", "an option that this level does not have", set(socket, SOL_SOCKET, 12345));
  show("setsockopt", "an option of TCP for a UDP socket", set(udp_socket(), IPPROTO_TCP, TCP_NODELAY));
  show("setsockopt", "a char where an int should be",
       ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on));
  show("setsockopt", "a time that is none", ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &wrong, sizeof wrong));
}

int main() {
  make();
  name();
  set_options();
}
