// An alternative: as one writes it in C. Plain descriptors, a goto to the clean-up, casts, a union of addresses, a
// truth table for who reaches whom. Wraps IPv4 clients for the socket's family before it answers.
#include <sys/select.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "loopback_wildcard.hpp"

namespace lab {
namespace {

union Name {
  sockaddr any;
  sockaddr_in in;
  sockaddr_in6 in6;
  sockaddr_storage room;
};

socklen_t fill(Name& name, int family, bool wildcard, in_port_t port) {
  std::memset(&name, 0, sizeof name);
  if (family == AF_INET) {
    name.in.sin_family = AF_INET;
    name.in.sin_port = htons(port);
    name.in.sin_addr.s_addr = wildcard ? INADDR_ANY : htonl(INADDR_LOOPBACK);
    return sizeof name.in;
  }
  name.in6.sin6_family = AF_INET6;
  name.in6.sin6_port = htons(port);
  name.in6.sin6_addr = wildcard ? in6addr_any : in6addr_loopback;
  return sizeof name.in6;
}

enum Hears { hears_its_own, hears_both };

/// A descriptor; or -1 with `call` and errno.
int open_at(int family, int type, bool wildcard, Hears hears, in_port_t port, const char*& call) {
  const int on = 1;
  const int off = 0;
  Name name;
  const socklen_t length = fill(name, family, wildcard, port);
  int error = 0;
  call = "socket";
  const int fd = ::socket(family, type | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  call = "setsockopt";
  if (family == AF_INET6 &&
      ::setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, hears == hears_both ? &off : &on, sizeof on) < 0)
    goto failed;
  if (type == SOCK_STREAM && ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0) goto failed;
  if (type == SOCK_DGRAM && ::setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on) < 0) goto failed;
  if (type == SOCK_DGRAM && family == AF_INET6 && ::setsockopt(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on) < 0)
    goto failed;
  call = "bind";
  if (::bind(fd, &name.any, length) < 0) goto failed;
  call = "listen";
  if (type == SOCK_STREAM && ::listen(fd, SOMAXCONN) < 0) goto failed;
  return fd;
failed:
  error = errno;
  ::close(fd);
  errno = error;
  return -1;
}

Fd open_or_throw(int family, int type, bool wildcard, Hears hears, in_port_t port) {
  const char* call = nullptr;
  int fd = open_at(family, type, wildcard, hears, port, call);
  if (fd < 0 && family == AF_INET6 && hears == hears_both && errno == EAFNOSUPPORT && std::strcmp(call, "socket") == 0)
    fd = open_at(AF_INET, type, wildcard, hears, port, call);
  if (fd < 0) throw_errno(call);
  return Fd(fd);
}

void unwrap(Name& name) {
  if (name.any.sa_family != AF_INET6 || !IN6_IS_ADDR_V4MAPPED(&name.in6.sin6_addr)) return;
  const sockaddr_in6 old = name.in6;
  std::memset(&name, 0, sizeof name);
  name.in.sin_family = AF_INET;
  name.in.sin_port = old.sin6_port;
  std::memcpy(&name.in.sin_addr, &old.sin6_addr.s6_addr[12], 4);
}

Name unwrapped(const Address& address) {
  Name name;
  std::memcpy(&name, &address.storage, sizeof name);
  unwrap(name);
  return name;
}

Address as_address(const Name& name) {
  return name.any.sa_family == AF_INET ? make_address(name.in) : make_address(name.in6);
}

enum What { any4, any6, loop4, loop6, one4, one6 };

What what(const Name& name) {
  if (name.any.sa_family == AF_INET6) {
    if (IN6_IS_ADDR_UNSPECIFIED(&name.in6.sin6_addr)) return any6;
    return IN6_IS_ADDR_LOOPBACK(&name.in6.sin6_addr) ? loop6 : one6;
  }
  if (name.in.sin_addr.s_addr == INADDR_ANY) return any4;
  return (ntohl(name.in.sin_addr.s_addr) & 0xFF000000) == 0x7F000000 ? loop4 : one4;
}

bool equal(const Name& a, const Name& b) {
  if (a.any.sa_family != b.any.sa_family) return false;
  if (a.any.sa_family == AF_INET) return a.in.sin_addr.s_addr == b.in.sin_addr.s_addr;
  return std::memcmp(&a.in6.sin6_addr, &b.in6.sin6_addr, 16) == 0;
}

Name own_name(int socket) {
  Name name;
  socklen_t length = sizeof name;
  if (::getsockname(socket, &name.any, &length) < 0) throw_errno("getsockname");
  return name;
}

int get(int socket, int level, int option) {
  int value;
  socklen_t length = sizeof value;
  if (::getsockopt(socket, level, option, &value, &length) < 0) throw_errno("getsockopt");
  return value;
}

}  // namespace

Fd listen_on_loopback(int family, in_port_t port) {
  return open_or_throw(family, SOCK_STREAM, false, hears_its_own, port);
}

Fd listen_everywhere(in_port_t port) { return open_or_throw(AF_INET6, SOCK_STREAM, true, hears_both, port); }

SideBySide listen_side_by_side(in_port_t port) {
  SideBySide both;
  both.ipv4 = open_or_throw(AF_INET, SOCK_STREAM, true, hears_its_own, port);
  both.ipv6 = open_or_throw(AF_INET6, SOCK_STREAM, true, hears_its_own, port);
  return both;
}

in_port_t local_port(int socket) {
  return ntohs(own_name(socket).in.sin_port);  // it lies in the same place in both structs
}

SideBySide listen_on_a_free_port() {
  const char* call = nullptr;
  for (int tries = 0; tries < 30; ++tries) {
    const int first = open_at(AF_INET6, SOCK_STREAM, true, hears_its_own, 0, call);
    if (first < 0) {
      if (errno == EADDRINUSE) continue;
      break;
    }
    Fd keep(first);
    const int second = open_at(AF_INET, SOCK_STREAM, true, hears_its_own, local_port(first), call);
    if (second >= 0) return {Fd(second), std::move(keep)};
    keep.reset();  // leaves errno
    if (errno != EADDRINUSE) break;
  }
  throw_errno(call);
}

bool reaches(const Address& destination, const Place& place) {
  Name to = unwrapped(destination);
  const Name at = unwrapped(place.address);
  if (to.in.sin_port != at.in.sin_port) return false;
  if (what(to) == any4) to.in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (what(to) == any6) to.in6.sin6_addr = in6addr_loopback;
  switch (what(at)) {
    case any4:
      return to.any.sa_family == AF_INET;
    case any6:
      return to.any.sa_family == AF_INET6 || !place.v6only;
    default:
      return equal(to, at);
  }
}

bool collide(const Place& a, const Place& b) {
  const Name x = unwrapped(a.address);
  const Name y = unwrapped(b.address);
  if (x.in.sin_port != y.in.sin_port) return false;
  const What p = what(x);
  const What q = what(y);
  if (x.any.sa_family == y.any.sa_family) return p == any4 || p == any6 || q == any4 || q == any6 || equal(x, y);
  return (p == any6 && !a.v6only) || (q == any6 && !b.v6only);
}

Callers reachable_from(int socket) {
  Name name = own_name(socket);
  unwrap(name);
  Callers callers;
  if (name.in.sin_port == 0) return callers;
  if (get(socket, SOL_SOCKET, SO_TYPE) == SOCK_STREAM && !get(socket, SOL_SOCKET, SO_ACCEPTCONN)) return callers;
  switch (what(name)) {
    case any6:
      if (!get(socket, IPPROTO_IPV6, IPV6_V6ONLY)) callers.ipv4 = From::anywhere;
      [[fallthrough]];
    case one6:
      callers.ipv6 = From::anywhere;
      break;
    case loop6:
      callers.ipv6 = From::this_host;
      break;
    case any4:
    case one4:
      callers.ipv4 = From::anywhere;
      break;
    case loop4:
      callers.ipv4 = From::this_host;
      break;
  }
  return callers;
}

Fd open_udp_everywhere(in_port_t port) { return open_or_throw(AF_INET6, SOCK_DGRAM, true, hears_both, port); }

Question receive_question(int socket, std::span<std::byte> buffer) {
  Name from;
  Name asked;
  char control[2048] __attribute__((aligned(16)));
  struct iovec room = {buffer.data(), buffer.size()};
  struct msghdr message;
  ssize_t size;
  do {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(socket, &set);
    if (::select(socket + 1, &set, nullptr, nullptr, nullptr) < 0) {
      if (errno == EINTR) continue;
      throw_errno("select");
    }
    std::memset(&message, 0, sizeof message);
    message.msg_name = &from;
    message.msg_namelen = sizeof from;
    message.msg_iov = &room;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    size = ::recvmsg(socket, &message, MSG_DONTWAIT);
    if (size >= 0) break;
    if (errno != EINTR && errno != EAGAIN) throw_errno("recvmsg");
  } while (true);
  unwrap(from);
  Question question;
  question.from = as_address(from);
  question.size = static_cast<std::size_t>(size);
  question.truncated = (message.msg_flags & MSG_TRUNC) != 0;
  int rank = 0;  // IP_PKTINFO knows better
  for (struct cmsghdr* one = CMSG_FIRSTHDR(&message); one != nullptr; one = CMSG_NXTHDR(&message, one)) {
    if (one->cmsg_level == IPPROTO_IP && one->cmsg_type == IP_PKTINFO) {
      struct in_pktinfo info;
      std::memcpy(&info, CMSG_DATA(one), sizeof info);
      fill(asked, AF_INET, true, 0);
      asked.in.sin_addr = info.ipi_spec_dst;
      question.interface = static_cast<unsigned>(info.ipi_ifindex);
      rank = 2;
    } else if (one->cmsg_level == IPPROTO_IPV6 && one->cmsg_type == IPV6_PKTINFO && rank == 0) {
      struct in6_pktinfo info;
      std::memcpy(&info, CMSG_DATA(one), sizeof info);
      fill(asked, AF_INET6, true, 0);
      asked.in6.sin6_addr = info.ipi6_addr;
      unwrap(asked);
      question.interface = info.ipi6_ifindex;
      rank = 1;
    }
  }
  if (rank > 0) question.asked_at = as_address(asked);
  return question;
}

void send_answer(int socket, const Question& question, std::span<const std::byte> answer) {
  Name to;
  std::memcpy(&to, &question.from.storage, sizeof to);
  socklen_t length = question.from.length;
  char control[CMSG_SPACE(sizeof(struct in6_pktinfo))] __attribute__((aligned(16))) = {};
  struct iovec bytes = {const_cast<std::byte*>(answer.data()), answer.size()};
  struct msghdr message = {};
  if (question.asked_at && question.asked_at->family() == AF_INET) {
    struct in_pktinfo from = {};
    from.ipi_spec_dst = reinterpret_cast<const sockaddr_in*>(question.asked_at->get())->sin_addr;
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(sizeof from);
    *CMSG_FIRSTHDR(&message) = {CMSG_LEN(sizeof from), IPPROTO_IP, IP_PKTINFO};
    std::memcpy(CMSG_DATA(CMSG_FIRSTHDR(&message)), &from, sizeof from);
  } else if (question.asked_at) {
    struct in6_pktinfo from = {};
    from.ipi6_addr = reinterpret_cast<const sockaddr_in6*>(question.asked_at->get())->sin6_addr;
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(sizeof from);
    *CMSG_FIRSTHDR(&message) = {CMSG_LEN(sizeof from), IPPROTO_IPV6, IPV6_PKTINFO};
    std::memcpy(CMSG_DATA(CMSG_FIRSTHDR(&message)), &from, sizeof from);
  }
  if (to.any.sa_family == AF_INET && get(socket, SOL_SOCKET, SO_DOMAIN) == AF_INET6) {
    const sockaddr_in plain = to.in;
    length = fill(to, AF_INET6, true, ntohs(plain.sin_port));
    std::memset(to.in6.sin6_addr.s6_addr + 10, 0xFF, 2);
    std::memcpy(to.in6.sin6_addr.s6_addr + 12, &plain.sin_addr, 4);
  }
  message.msg_name = &to;
  message.msg_namelen = length;
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
again:
  if (::sendmsg(socket, &message, 0) < 0) {
    if (errno == EINTR) goto again;
    throw_errno("sendmsg");
  }
}

}  // namespace lab
