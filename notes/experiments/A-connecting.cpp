// How do accept, connect and shutdown say no, each to a mistake or misfortune of its own?
#include <fcntl.h>
#include <sys/time.h>

#include "failures.hpp"

int connect_to(const Fd& socket, const Address& where) { return ::connect(socket.get(), where.get(), where.length); }
int accept_one(const Fd& listener) { return Fd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)) ? 0 : -1; }

/// A listener whose queue is full: what calls it now, hears nothing.
struct Full {
  Fd listener = listening(0);
  Address where = address_of(listener.get());
  Fd first = connected(where);
};

void accept_calls() {
  const Fd listener = listening();
  const Fd never_bound = tcp_socket();
  must(::fcntl(listener.get(), F_SETFL, O_NONBLOCK), "fcntl");
  show("accept", "not to wait, and nobody has come", accept_one(listener));
  show("accept", "a socket that does not listen", accept_one(never_bound));
  show("accept", "a datagram socket", accept_one(udp_socket()));
}

void connect_calls() {
  const Fd closed = tcp_socket();  // bound, so that nobody else has the port; and it does not listen
  must(bind_to(closed, loopback(0)), "bind");
  show("connect", "nobody listens there", connect_to(tcp_socket(), address_of(closed.get())));

  const Full full;
  const Fd patient = tcp_socket(), hasty = tcp_socket(SOCK_NONBLOCK);
  const timeval deadline{0, 20'000};
  must(::setsockopt(patient.get(), SOL_SOCKET, SO_SNDTIMEO, &deadline, sizeof deadline), "setsockopt");
  show("connect", "not to wait, and no answer yet", connect_to(hasty, full.where));
  show("connect", "once more, still no answer", connect_to(hasty, full.where));
  show("connect", "SO_SNDTIMEO is over, and no answer", connect_to(patient, full.where));

  const auto [client, server] = connected_pair();
  show("connect", "a stream socket that is connected", connect_to(client, full.where));
  show("connect", "a socket that listens", connect_to(full.listener, full.where));
  show("connect", "an address of another family", connect_to(tcp_socket(), address("::1", 7)));
  show("connect", "everybody, without SO_BROADCAST", connect_to(udp_socket(), address("127.255.255.255", 7)));
}

void shutdown_calls() {
  const auto [client, server] = connected_pair();
  show("shutdown", "a stream socket that is not connected", ::shutdown(tcp_socket().get(), SHUT_WR));
  show("shutdown", "the peer has reset the connection", ::shutdown(reset_by_peer().get(), SHUT_WR));
  show("shutdown", "neither SHUT_RD, SHUT_WR nor SHUT_RDWR", ::shutdown(client.get(), 7));
  show("close", "a number that is no descriptor", ::close(-1));
}

int main() {
  accept_calls();
  connect_calls();
  shutdown_calls();
}
