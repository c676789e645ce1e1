// An alternative: every address is an IPv6 address, IPv4 ones v4-mapped, so that there is one kind to compare; and over
// a socket for both families it talks to IPv4 clients with IPv6 control messages. Receives and sends with recvmmsg and
// sendmmsg.
#include <array>
#include <cerrno>
#include <cstring>
#include <tuple>
#include <utility>

#include "loopback_wildcard.hpp"

namespace lab {
namespace {

/// A range of destinations: the first `bits` bits of `address`, at one port.
struct Range {
  in6_addr address;
  int bits;
  in_port_t port;
};

bool starts_alike(const in6_addr& a, const in6_addr& b, int bits) {
  for (int i = 0; i < bits; ++i)
    if (((a.s6_addr[i / 8] ^ b.s6_addr[i / 8]) >> (7 - i % 8) & 1) != 0) return false;
  return true;
}

in6_addr mapped(in_addr ipv4) {
  in6_addr all{};
  all.s6_addr[10] = all.s6_addr[11] = 0xFF;
  std::memcpy(all.s6_addr + 12, &ipv4, sizeof ipv4);
  return all;
}

in6_addr number(in_addr_t host_order) { return mapped({htonl(host_order)}); }

bool is_ipv4(const in6_addr& address) { return IN6_IS_ADDR_V4MAPPED(&address); }

std::pair<in6_addr, in_port_t> inside(const Address& address) {
  if (address.family() == AF_INET) {
    const auto& ipv4 = reinterpret_cast<const sockaddr_in&>(address.storage);
    return {mapped(ipv4.sin_addr), ntohs(ipv4.sin_port)};
  }
  const auto& ipv6 = reinterpret_cast<const sockaddr_in6&>(address.storage);
  return {ipv6.sin6_addr, ntohs(ipv6.sin6_port)};
}

/// What a socket at this place hears of. :: for both families hears two ranges.
std::array<Range, 2> heard(const Place& place) {
  const auto [address, port] = inside(place.address);
  const Range none{in6addr_any, -1, 0};
  if (IN6_IS_ADDR_UNSPECIFIED(&address))
    return {Range{in6addr_any, 0, port}, place.v6only ? none : Range{number(0), 96, port}};
  const bool all_of_ipv4 = is_ipv4(address) && std::memcmp(address.s6_addr + 12, "\0\0\0", 4) == 0;
  return {Range{address, all_of_ipv4 ? 96 : 128, port}, none};
}

bool is_in(const in6_addr& address, in_port_t port, const Range& range) {
  if (range.bits < 0 || port != range.port) return false;
  // No bits: all of IPv6, of which v4-mapped addresses are no part.
  return range.bits == 0 ? !is_ipv4(address) : starts_alike(address, range.address, range.bits);
}

bool overlap(const Range& a, const Range& b) {
  if (a.bits < 0 || b.bits < 0) return false;
  if (a.bits == 0 && b.bits == 0) return a.port == b.port;
  return is_in(a.address, a.port, b) || is_in(b.address, b.port, a);
}

Address to_address(int family, const in6_addr& address, in_port_t port) {
  if (family == AF_INET) {
    sockaddr_in ipv4{};
    ipv4.sin_family = AF_INET;
    ipv4.sin_port = htons(port);
    std::memcpy(&ipv4.sin_addr, address.s6_addr + 12, sizeof ipv4.sin_addr);
    return make_address(ipv4);
  }
  sockaddr_in6 ipv6{};
  ipv6.sin6_family = AF_INET6;
  ipv6.sin6_port = htons(port);
  ipv6.sin6_addr = address;
  return make_address(ipv6);
}

Address as_itself(const in6_addr& address, in_port_t port) {
  return to_address(is_ipv4(address) ? AF_INET : AF_INET6, address, port);
}

template <class Value>
void set(int socket, int level, int option, const Value& value) {
  if (::setsockopt(socket, level, option, &value, sizeof value) == -1) throw_errno("setsockopt");
}

int get(int socket, int level, int option) {
  int value = -1;
  socklen_t length = sizeof value;
  if (::getsockopt(socket, level, option, &value, &length) == -1) throw_errno("getsockopt");
  return value;
}

void start(const Fd& socket, const Address& where, bool listens) {
  if (listens) set(socket.get(), SOL_SOCKET, SO_REUSEADDR, int{1});
  if (::bind(socket.get(), where.get(), where.length) == -1) throw_errno("bind");
  if (listens && ::listen(socket.get(), 128) == -1) throw_errno("listen");
}

Fd listener(const Address& where) {
  Fd socket(::socket(where.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  if (where.family() == AF_INET6) set(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, int{1});
  start(socket, where, true);
  return socket;
}

Fd everywhere(int type, in_port_t port) {
  int family = AF_INET6;
  Fd socket(::socket(family, type | SOCK_CLOEXEC, 0));
  if (!socket && errno == EAFNOSUPPORT) socket = Fd(::socket(family = AF_INET, type | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  if (family == AF_INET6) {
    if (get(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY) != 0) set(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, int{0});
    set(socket.get(), IPPROTO_IPV6, IPV6_RECVPKTINFO, int{1});
  } else {
    set(socket.get(), IPPROTO_IP, IP_PKTINFO, int{1});
  }
  start(socket, to_address(family, family == AF_INET ? number(INADDR_ANY) : in6addr_any, port), type == SOCK_STREAM);
  return socket;
}

Address name_of(int socket) {
  Address address;
  address.length = sizeof address.storage;
  if (::getsockname(socket, address.get(), &address.length) == -1) throw_errno("getsockname");
  return address;
}

}  // namespace

Fd listen_on_loopback(int family, in_port_t port) {
  return listener(to_address(family, family == AF_INET ? number(INADDR_LOOPBACK) : in6addr_loopback, port));
}

Fd listen_everywhere(in_port_t port) { return everywhere(SOCK_STREAM, port); }

SideBySide listen_side_by_side(in_port_t port) {
  Fd ipv4 = listener(to_address(AF_INET, number(INADDR_ANY), port));
  Fd ipv6 = listener(to_address(AF_INET6, in6addr_any, port));
  return {std::move(ipv4), std::move(ipv6)};
}

in_port_t local_port(int socket) { return inside(name_of(socket)).second; }

SideBySide listen_on_a_free_port() {
  for (int tries = 0;; ++tries) {
    Fd finder(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!finder) throw_errno("socket");
    const Address any = to_address(AF_INET, number(INADDR_ANY), 0);
    set(finder.get(), SOL_SOCKET, SO_REUSEADDR, int{1});
    if (::bind(finder.get(), any.get(), any.length) == -1) throw_errno("bind");
    try {
      if (::listen(finder.get(), 128) == -1) throw_errno("listen");
      Fd ipv6 = listener(to_address(AF_INET6, in6addr_any, local_port(finder.get())));
      return {std::move(finder), std::move(ipv6)};
    } catch (const std::system_error& error) {
      if (error.code().value() != EADDRINUSE || tries == 98) throw;
    }
  }
}

bool reaches(const Address& destination, const Place& place) {
  auto [address, port] = inside(destination);
  if (IN6_IS_ADDR_UNSPECIFIED(&address)) address = in6addr_loopback;
  const in6_addr nobody = number(INADDR_ANY);
  if (IN6_ARE_ADDR_EQUAL(&address, &nobody)) address = number(INADDR_LOOPBACK);
  for (const Range& range : heard(place))
    if (is_in(address, port, range)) return true;
  return false;
}

bool collide(const Place& a, const Place& b) {
  for (const Range& x : heard(a))
    for (const Range& y : heard(b))
      if (overlap(x, y)) return true;
  return false;
}

Callers reachable_from(int socket) {
  const Address name = name_of(socket);
  const bool v6only = name.family() == AF_INET6 && get(socket, IPPROTO_IPV6, IPV6_V6ONLY) == 1;
  if (inside(name).second == 0) return {};
  if (get(socket, SOL_SOCKET, SO_PROTOCOL) == IPPROTO_TCP && get(socket, SOL_SOCKET, SO_ACCEPTCONN) != 1) return {};
  Callers callers;
  for (const Range& range : heard({name, v6only})) {
    if (range.bits < 0) continue;
    const bool loop4 = range.bits > 96 && starts_alike(range.address, number(INADDR_LOOPBACK), 104);
    const bool loop6 = range.bits == 128 && IN6_IS_ADDR_LOOPBACK(&range.address);
    (range.bits > 0 && is_ipv4(range.address) ? callers.ipv4 : callers.ipv6) =
        loop4 || loop6 ? From::this_host : From::anywhere;
  }
  return callers;
}

Fd open_udp_everywhere(in_port_t port) { return everywhere(SOCK_DGRAM, port); }

Question receive_question(int socket, std::span<std::byte> buffer) {
  Address from;
  std::array<char, 1024> control;
  iovec room{buffer.data(), buffer.size()};
  mmsghdr one{};
  int count = 0;
  do {
    one.msg_hdr = {from.get(), sizeof from.storage, &room, 1, control.data(), control.size(), 0};
    count = ::recvmmsg(socket, &one, 1, 0, nullptr);
  } while (count == -1 && errno == EINTR);
  if (count == -1) throw_errno("recvmmsg");
  Question question;
  const auto [host, port] = inside(from);
  question.from = as_itself(host, port);
  question.size = one.msg_len;
  question.truncated = (one.msg_hdr.msg_flags & MSG_TRUNC) != 0;
  for (cmsghdr* each = CMSG_FIRSTHDR(&one.msg_hdr); each != nullptr; each = CMSG_NXTHDR(&one.msg_hdr, each)) {
    if (std::pair(each->cmsg_level, each->cmsg_type) == std::pair(int{SOL_IP}, int{IP_PKTINFO})) {
      in_pktinfo info;
      std::memcpy(&info, CMSG_DATA(each), sizeof info);
      question.asked_at = as_itself(mapped(info.ipi_spec_dst), 0);
      question.interface = static_cast<unsigned>(info.ipi_ifindex);
    }
    if (std::pair(each->cmsg_level, each->cmsg_type) == std::pair(int{SOL_IPV6}, int{IPV6_PKTINFO})) {
      in6_pktinfo info;
      std::memcpy(&info, CMSG_DATA(each), sizeof info);
      if (!question.asked_at) question.asked_at = as_itself(info.ipi6_addr, 0);
      question.interface = info.ipi6_ifindex;
    }
  }
  return question;
}

void send_answer(int socket, const Question& question, std::span<const std::byte> answer) {
  const bool ipv6_socket = get(socket, SOL_SOCKET, SO_DOMAIN) == AF_INET6;
  const auto [host, port] = inside(question.from);
  Address to = to_address(ipv6_socket ? AF_INET6 : AF_INET, host, port);
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(in6_pktinfo))> control{};
  iovec bytes{const_cast<std::byte*>(answer.data()), answer.size()};
  mmsghdr one{};
  one.msg_hdr = {to.get(), to.length, &bytes, 1, nullptr, 0, 0};
  if (question.asked_at) {
    one.msg_hdr.msg_control = control.data();
    one.msg_hdr.msg_controllen = ipv6_socket ? CMSG_SPACE(sizeof(in6_pktinfo)) : CMSG_SPACE(sizeof(in_pktinfo));
    cmsghdr* head = CMSG_FIRSTHDR(&one.msg_hdr);
    const in6_addr asked = inside(*question.asked_at).first;
    if (ipv6_socket) {
      in6_pktinfo from{asked, 0};
      *head = {CMSG_LEN(sizeof from), SOL_IPV6, IPV6_PKTINFO};
      std::memcpy(CMSG_DATA(head), &from, sizeof from);
    } else {
      in_pktinfo from{};
      std::memcpy(&from.ipi_spec_dst, asked.s6_addr + 12, 4);
      *head = {CMSG_LEN(sizeof from), SOL_IP, IP_PKTINFO};
      std::memcpy(CMSG_DATA(head), &from, sizeof from);
    }
  }
  while (::sendmmsg(socket, &one, 1, 0) == -1)
    if (errno != EINTR) throw_errno("sendmmsg");
}

}  // namespace lab
