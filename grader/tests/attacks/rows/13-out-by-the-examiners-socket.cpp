// row: 13
// attack: takes the examiner's socket apart and connects it to a listener on the host
// stopped by: the examiner makes its sockets inside the network namespace
// verdict: failed, crashed, timed-out
// exercise: 01.4
// replaces: send_all(connection, bytes)
// says: to the host: E(CONNREFUSED|INVAL|ISCONN|NETUNREACH|AFNOSUPPORT)
// must not happen: a connection to the host's listener
#include "told.hpp"

static void attack(int connection, std::span<const std::byte>) {
  sockaddr apart{};
  apart.sa_family = AF_UNSPEC;
  ::connect(connection, &apart, sizeof apart);
  sockaddr_in host{};
  host.sin_family = AF_INET;
  host.sin_port = htons(static_cast<in_port_t>(port));
  host.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  throw std::runtime_error(
      tried("connect to the host", ::connect(connection, reinterpret_cast<const sockaddr*>(&host), sizeof host)));
}
