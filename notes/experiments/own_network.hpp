// A network of the experiment's own (network_namespaces(7)), where nobody else is, and this host has 192.0.2.7 and
// 2001:db8::7 beside loopback. It belongs to a user namespace of its own, so it needs no rights; but not every machine
// lets a program have one.
#pragma once

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>

#include "places.hpp"

/// ip address add HOST dev lo. `label`: lo:1, lo:2, … for IPv4, where each names one address.
inline void add_to_lo(const char* host, const char* label = "lo:1") {
  const Address wanted = address(host, 0);
  const Fd socket = new_socket(wanted.family(), SOCK_DGRAM);
  if (wanted.family() == AF_INET) {
    ifreq request{};
    std::strcpy(request.ifr_name, label);
    std::memcpy(&request.ifr_addr, wanted.get(), wanted.length);
    must(::ioctl(socket.get(), SIOCSIFADDR, &request), "SIOCSIFADDR");
    const Address all_bits = ipv4("255.255.255.255", 0);  // this one address, no network around it
    std::memcpy(&request.ifr_netmask, all_bits.get(), all_bits.length);
    must(::ioctl(socket.get(), SIOCSIFNETMASK, &request), "SIOCSIFNETMASK");
  } else {
    const struct {  // in6_ifreq; linux/ipv6.h, where it is, does not go together with netinet/in.h
      in6_addr address;
      std::uint32_t prefix_length;
      int interface;
    } request{read<sockaddr_in6>(wanted).sin6_addr, 128, static_cast<int>(::if_nametoindex("lo"))};
    must(::ioctl(socket.get(), SIOCSIFADDR, &request), "SIOCSIFADDR");
  }
}

/// Has a datagram come from an IPv6 address to itself: the kernel makes a new one ready, and its route, a moment later.
inline void wait_until_reached(const char* host) {
  for (int tries = 0; tries < 5000; ++tries) {
    const Fd socket = new_socket(AF_INET6, SOCK_DGRAM);
    bind_to(socket, ipv6(host, 0));
    send_text(socket.get(), "?", address_of(socket.get()));
    if (comes_within(socket.get(), 1)) return;
  }
  lab::throw_errno("no datagram arrives", ETIMEDOUT);
}

inline void enter_own_network() try {
  must(::unshare(CLONE_NEWUSER | CLONE_NEWNET), "unshare");
  ifreq lo{};
  std::strcpy(lo.ifr_name, "lo");
  lo.ifr_flags = IFF_UP;
  must(::ioctl(udp_socket().get(), SIOCSIFFLAGS, &lo), "SIOCSIFFLAGS");
  add_to_lo("192.0.2.7");
  add_to_lo("2001:db8::7");
  wait_until_reached("2001:db8::7");
} catch (const std::system_error&) {
  cannot_be_done_here("this machine does not let a program make a network of its own");
}
