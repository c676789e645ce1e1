// row: 48
// attack: reaches for the host's loopback and for other machines
// stopped by: a network namespace with a loopback of its own and nothing else
// verdict: failed
// together: yes
// says: 127\.0\.0\.1: ECONNREFUSED, .* 192\.0\.2\.1: ENETUNREACH, .* by UDP: ENETUNREACH
// must not happen: a connection to the host's listener
#include "told.hpp"

static std::string attack() {
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_port = htons(static_cast<in_port_t>(port));
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string said = connected(AF_INET, SOCK_STREAM, &there, sizeof there, "127.0.0.1");
  there.sin_addr.s_addr = htonl(0xC0000201);
  said += ", " + connected(AF_INET, SOCK_STREAM, &there, sizeof there, "192.0.2.1");
  said += ", " + connected(AF_INET, SOCK_DGRAM, &there, sizeof there, "192.0.2.1 by UDP");
  sockaddr_in6 far{};
  far.sin6_family = AF_INET6;
  far.sin6_port = htons(80);
  far.sin6_addr.s6_addr[0] = 0x20;
  far.sin6_addr.s6_addr[1] = 0x01;
  return said + ", " + connected(AF_INET6, SOCK_STREAM, &far, sizeof far, "2001::");
}
