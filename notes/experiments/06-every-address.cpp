// What happens to a client that tries one address after the other?
#include <cstdio>
#include <vector>

#include "experiment.hpp"

/// The same port at another address of this machine: taken, so that nobody else listens there, and refusing.
Fd refusing(Address& where) {
  reinterpret_cast<sockaddr_in*>(&where.storage)->sin_addr.s_addr = htonl(0x7F000002);  // 127.0.0.2
  Fd socket(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  must(::bind(socket.get(), where.get(), where.length), "bind");
  return socket;
}

/// One attempt: a socket of the address's own family. If it fails, Fd closes it on the way out.
bool attempt(const char* what, const Address& address) {
  const Fd socket(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int result = socket ? ::connect(socket.get(), address.get(), address.length) : -1;
  std::printf("%-21s %s: %s\n", what, socket ? "connect" : "socket", outcome(result).c_str());
  return result == 0;
}

int main() {
  const Fd listener = listening();
  const Address good = address_of(listener.get());
  Address closed = good;
  const Fd taken = refusing(closed);
  Address strange = good;
  strange.storage.ss_family = 200;  // plays a family that this kernel does not have
  attempt("nobody listens:", closed);
  attempt("no such family here:", strange);
  attempt("the server:", good);

  const Fd ipv4(must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  sockaddr_in6 ipv6{};
  ipv6.sin6_family = AF_INET6;
  ipv6.sin6_addr = in6addr_loopback;
  const Address other = lab::make_address(ipv6);
  std::printf("an IPv4 socket, asked to go to an IPv6 address: %s\n",
              outcome(::connect(ipv4.get(), other.get(), other.length)).c_str());
}
