// Lab 07, one solution. README.md walks through it.
#include "loopback_wildcard.hpp"

#include <array>
#include <cerrno>
#include <cstring>

namespace lab {
namespace {

template <class Sockaddr>
Sockaddr as(const Address& address) {
  Sockaddr result;
  std::memcpy(&result, &address.storage, sizeof result);
  return result;
}

Address ipv4(in_addr_t address, in_port_t port) {
  sockaddr_in result{};
  result.sin_family = AF_INET;
  result.sin_port = htons(port);
  result.sin_addr.s_addr = htonl(address);
  return make_address(result);
}

Address ipv6(const in6_addr& address, in_port_t port) {
  sockaddr_in6 result{};
  result.sin6_family = AF_INET6;
  result.sin6_port = htons(port);
  result.sin6_addr = address;
  return make_address(result);
}

in_port_t port_of(const Address& address) {
  return ntohs(address.family() == AF_INET6 ? as<sockaddr_in6>(address).sin6_port : as<sockaddr_in>(address).sin_port);
}

in_addr_t number_of(const Address& address) { return ntohl(as<sockaddr_in>(address).sin_addr.s_addr); }

/// A v4-mapped address as the IPv4 address that it means; any other as it is.
Address unmapped(const Address& address) {
  if (address.family() != AF_INET6) return address;
  const in6_addr inner = as<sockaddr_in6>(address).sin6_addr;
  if (!IN6_IS_ADDR_V4MAPPED(&inner)) return address;
  in_addr_t last_four = 0;
  std::memcpy(&last_four, inner.s6_addr + 12, sizeof last_four);
  return ipv4(ntohl(last_four), port_of(address));
}

// Of addresses that are not v4-mapped:

bool is_wildcard(const Address& address) {
  if (address.family() == AF_INET) return number_of(address) == INADDR_ANY;
  const in6_addr inner = as<sockaddr_in6>(address).sin6_addr;
  return IN6_IS_ADDR_UNSPECIFIED(&inner);
}

bool is_loopback(const Address& address) {
  if (address.family() == AF_INET) return number_of(address) >> 24 == IN_LOOPBACKNET;
  const in6_addr inner = as<sockaddr_in6>(address).sin6_addr;
  return IN6_IS_ADDR_LOOPBACK(&inner);
}

bool same_host(const Address& a, const Address& b) {
  if (a.family() == AF_INET) return number_of(a) == number_of(b);
  const in6_addr x = as<sockaddr_in6>(a).sin6_addr;
  const in6_addr y = as<sockaddr_in6>(b).sin6_addr;
  return IN6_ARE_ADDR_EQUAL(&x, &y);
}

void set_option(const Fd& socket, int level, int option, int value) {
  if (::setsockopt(socket.get(), level, option, &value, sizeof value) == -1) throw_errno("setsockopt");
}

int get_option(int socket, int level, int option) {
  int value = 0;
  socklen_t length = sizeof value;
  if (::getsockopt(socket, level, option, &value, &length) == -1) throw_errno("getsockopt");
  return value;
}

Fd make_socket(int family, int type) {
  Fd socket(::socket(family, type | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  return socket;
}

void bind_to(const Fd& socket, const Address& address) {
  if (::bind(socket.get(), address.get(), address.length) == -1) throw_errno("bind");
}

void start_listening(const Fd& socket, const Address& address) {
  set_option(socket, SOL_SOCKET, SO_REUSEADDR, 1);
  bind_to(socket, address);
  if (::listen(socket.get(), SOMAXCONN) == -1) throw_errno("listen");
}

Fd ipv4_listener(const Address& address) {
  Fd listener = make_socket(AF_INET, SOCK_STREAM);
  start_listening(listener, address);
  return listener;
}

Fd ipv6_only_listener(const Address& address) {
  Fd listener = make_socket(AF_INET6, SOCK_STREAM);
  set_option(listener, IPPROTO_IPV6, IPV6_V6ONLY, 1);
  start_listening(listener, address);
  return listener;
}

/// A socket that is to hear both families; none where the kernel has no IPv6.
std::optional<Fd> dual_stack_socket(int type) {
  Fd socket(::socket(AF_INET6, type | SOCK_CLOEXEC, 0));
  if (!socket && errno == EAFNOSUPPORT) return std::nullopt;
  if (!socket) throw_errno("socket");
  set_option(socket, IPPROTO_IPV6, IPV6_V6ONLY, 0);
  return socket;
}

Address own_address(int socket) {
  Address address;
  address.length = sizeof address.storage;
  if (::getsockname(socket, address.get(), &address.length) == -1) throw_errno("getsockname");
  return address;
}

}  // namespace

// 07.1

Fd listen_on_loopback(int family, in_port_t port) {
  if (family == AF_INET) return ipv4_listener(ipv4(INADDR_LOOPBACK, port));
  return ipv6_only_listener(ipv6(in6addr_loopback, port));
}

// 07.2

Fd listen_everywhere(in_port_t port) {
  std::optional<Fd> dual = dual_stack_socket(SOCK_STREAM);
  if (!dual) return ipv4_listener(ipv4(INADDR_ANY, port));
  start_listening(*dual, ipv6(in6addr_any, port));
  return std::move(*dual);
}

// 07.3

SideBySide listen_side_by_side(in_port_t port) {
  return {ipv4_listener(ipv4(INADDR_ANY, port)), ipv6_only_listener(ipv6(in6addr_any, port))};
}

// 07.4

in_port_t local_port(int socket) { return port_of(own_address(socket)); }

SideBySide listen_on_a_free_port() {
  for (int tries = 1;; ++tries) {
    try {
      Fd first = ipv4_listener(ipv4(INADDR_ANY, 0));
      Fd second = ipv6_only_listener(ipv6(in6addr_any, local_port(first.get())));
      return {std::move(first), std::move(second)};
    } catch (const std::system_error& error) {
      if (error.code().value() != EADDRINUSE || tries == 20) throw;
    }
  }
}

// 07.5

bool reaches(const Address& destination, const Place& place) {
  Address to = unmapped(destination);
  const Address at = unmapped(place.address);
  if (port_of(to) != port_of(at)) return false;
  if (is_wildcard(to))
    to = to.family() == AF_INET ? ipv4(INADDR_LOOPBACK, port_of(to)) : ipv6(in6addr_loopback, port_of(to));
  if (to.family() == at.family()) return is_wildcard(at) || same_host(to, at);
  return to.family() == AF_INET && is_wildcard(at) && !place.v6only;
}

bool collide(const Place& a, const Place& b) {
  const Address x = unmapped(a.address);
  const Address y = unmapped(b.address);
  if (port_of(x) != port_of(y)) return false;
  if (x.family() == y.family()) return is_wildcard(x) || is_wildcard(y) || same_host(x, y);
  const bool hears_both = x.family() == AF_INET6 ? is_wildcard(x) && !a.v6only : is_wildcard(y) && !b.v6only;
  return hears_both;
}

Callers reachable_from(int socket) {
  const Address at = unmapped(own_address(socket));
  if (port_of(at) == 0) return {};
  const bool stream = get_option(socket, SOL_SOCKET, SO_TYPE) == SOCK_STREAM;
  if (stream && get_option(socket, SOL_SOCKET, SO_ACCEPTCONN) == 0) return {};
  const From who = is_loopback(at) ? From::this_host : From::anywhere;
  if (at.family() == AF_INET) return {.ipv4 = who, .ipv6 = From::nobody};
  const bool hears_both = is_wildcard(at) && get_option(socket, IPPROTO_IPV6, IPV6_V6ONLY) == 0;
  return {.ipv4 = hears_both ? who : From::nobody, .ipv6 = who};
}

// 07.6

Fd open_udp_everywhere(in_port_t port) {
  std::optional<Fd> dual = dual_stack_socket(SOCK_DGRAM);
  Fd socket = dual ? std::move(*dual) : make_socket(AF_INET, SOCK_DGRAM);
  set_option(socket, IPPROTO_IP, IP_PKTINFO, 1);
  if (dual) set_option(socket, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
  bind_to(socket, dual ? ipv6(in6addr_any, port) : ipv4(INADDR_ANY, port));
  return socket;
}

Question receive_question(int socket, std::span<std::byte> buffer) {
  Question question;
  alignas(cmsghdr) std::array<std::byte, 512> control;
  iovec room{buffer.data(), buffer.size()};
  msghdr message{};
  ssize_t size = -1;
  do {
    message.msg_name = question.from.get();
    message.msg_namelen = sizeof question.from.storage;
    message.msg_iov = &room;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    size = ::recvmsg(socket, &message, 0);
  } while (size == -1 && errno == EINTR);
  if (size == -1) throw_errno("recvmsg");
  question.from.length = message.msg_namelen;
  question.from = unmapped(question.from);
  question.size = static_cast<std::size_t>(size);
  question.truncated = (message.msg_flags & MSG_TRUNC) != 0;
  for (cmsghdr* one = CMSG_FIRSTHDR(&message); one != nullptr; one = CMSG_NXTHDR(&message, one)) {
    if (one->cmsg_level == IPPROTO_IP && one->cmsg_type == IP_PKTINFO) {
      in_pktinfo info;
      std::memcpy(&info, CMSG_DATA(one), sizeof info);
      question.asked_at = ipv4(ntohl(info.ipi_spec_dst.s_addr), 0);  // for IPv4, the last word
      question.interface = static_cast<unsigned>(info.ipi_ifindex);
    } else if (one->cmsg_level == IPPROTO_IPV6 && one->cmsg_type == IPV6_PKTINFO && !question.asked_at) {
      in6_pktinfo info;
      std::memcpy(&info, CMSG_DATA(one), sizeof info);
      question.asked_at = unmapped(ipv6(info.ipi6_addr, 0));
      question.interface = info.ipi6_ifindex;
    }
  }
  return question;
}

void send_answer(int socket, const Question& question, std::span<const std::byte> answer) {
  Address to = question.from;
  iovec bytes{const_cast<std::byte*>(answer.data()), answer.size()};  // sendmsg only reads it
  alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(in6_pktinfo))> control{};
  msghdr message{};
  message.msg_name = to.get();
  message.msg_namelen = to.length;
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  const auto say = [&](int level, int type, const auto& info) {
    message.msg_control = control.data();
    message.msg_controllen = CMSG_SPACE(sizeof info);
    cmsghdr* one = CMSG_FIRSTHDR(&message);
    one->cmsg_level = level;
    one->cmsg_type = type;
    one->cmsg_len = CMSG_LEN(sizeof info);
    std::memcpy(CMSG_DATA(one), &info, sizeof info);
  };
  if (question.asked_at && question.asked_at->family() == AF_INET) {
    in_pktinfo from{};
    from.ipi_spec_dst = as<sockaddr_in>(*question.asked_at).sin_addr;
    say(IPPROTO_IP, IP_PKTINFO, from);
  } else if (question.asked_at) {
    in6_pktinfo from{};
    from.ipi6_addr = as<sockaddr_in6>(*question.asked_at).sin6_addr;
    say(IPPROTO_IPV6, IPV6_PKTINFO, from);
  }
  while (::sendmsg(socket, &message, 0) == -1) {
    if (errno != EINTR) throw_errno("sendmsg");
  }
}

}  // namespace lab
