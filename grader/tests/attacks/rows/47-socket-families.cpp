// row: 47
// attack: sockets of other families (VSOCK reaches the hypervisor, ALG and PACKET the kernel's rarer code), raw ones
// stopped by: seccomp: a list of families
// verdict: failed
// together: yes
// says: vsock: EAFNOSUPPORT, packet: EAFNOSUPPORT, alg: EAFNOSUPPORT, bluetooth: EAFNOSUPPORT, raw: E[A-Z]+, netlink: E
#include "told.hpp"

static std::string attack() {
  return tried("vsock", ::socket(AF_VSOCK, SOCK_STREAM, 0)) + ", " + tried("packet", ::socket(AF_PACKET, SOCK_RAW, 0)) +
         ", " + tried("alg", ::socket(AF_ALG, SOCK_SEQPACKET, 0)) + ", " +
         tried("bluetooth", ::socket(AF_BLUETOOTH, SOCK_RAW, 0)) + ", " +
         tried("raw", ::socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)) + ", " +
         tried("netlink", ::socket(AF_NETLINK, SOCK_RAW, 9));
}
