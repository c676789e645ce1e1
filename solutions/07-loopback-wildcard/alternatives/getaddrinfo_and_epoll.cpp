// An alternative: addresses come from getaddrinfo(3), which knows loopback (no AI_PASSIVE) and wildcard (AI_PASSIVE)
// of each family; texts by getnameinfo(3) are compared. Waits with epoll; the socket that is lent stays blocking.
#include <netdb.h>
#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

#include "loopback_wildcard.hpp"

namespace lab {
namespace {

using List = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

List look_up(const char* host, in_port_t port, int family, int type, int flags) {
  addrinfo hints{};
  hints.ai_family = family;
  hints.ai_socktype = type;
  hints.ai_flags = flags | AI_NUMERICHOST | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(host, std::to_string(port).c_str(), &hints, &list);
  if (error != 0) throw std::runtime_error(std::string("getaddrinfo: ") + ::gai_strerror(error));
  return {list, &::freeaddrinfo};
}

Address first_of(const List& list) {
  Address address;
  std::memcpy(&address.storage, list->ai_addr, list->ai_addrlen);
  address.length = list->ai_addrlen;
  return address;
}

struct Text {
  std::string host;
  std::string port;
  [[nodiscard]] bool is_ipv4() const { return host.find(':') == std::string::npos; }
  [[nodiscard]] bool is_wildcard() const { return host == "0.0.0.0" || host == "::"; }
};

Text text_of(const Address& address) {
  char host[NI_MAXHOST];
  char port[NI_MAXSERV];
  ::getnameinfo(address.get(), address.length, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
  Text text{host, port};
  if (text.host.rfind("::ffff:", 0) == 0 && text.host.find('.') != std::string::npos) text.host.erase(0, 7);
  return text;
}

Address unwrapped(const Address& address) {
  const Text text = text_of(address);
  const auto port = static_cast<in_port_t>(std::stoi(text.port));
  return first_of(look_up(text.host.c_str(), port, AF_UNSPEC, SOCK_DGRAM, 0));
}

void switch_option(int socket, int level, int name, int value) {
  if (::setsockopt(socket, level, name, &value, sizeof value) != 0) throw_errno("setsockopt");
}

/// Binds what socket(2) has given, and lets it listen if it is for TCP.
Fd opened(Fd socket, const List& where, int v6only) {
  if (where->ai_family == AF_INET6) switch_option(socket.get(), SOL_IPV6, IPV6_V6ONLY, v6only);
  if (where->ai_socktype == SOCK_STREAM) switch_option(socket.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  if (::bind(socket.get(), where->ai_addr, where->ai_addrlen) != 0) throw_errno("bind");
  if (where->ai_socktype == SOCK_STREAM && ::listen(socket.get(), 511) != 0) throw_errno("listen");
  return socket;
}

Fd some_socket(int family, int type) {
  Fd socket(::socket(family, type | SOCK_CLOEXEC, 0));
  if (!socket) throw_errno("socket");
  return socket;
}

Fd wildcard(int family, in_port_t port) {
  return opened(some_socket(family, SOCK_STREAM), look_up(nullptr, port, family, SOCK_STREAM, AI_PASSIVE), 1);
}

Fd both_families(int type, in_port_t port, int& family) {
  family = AF_INET6;
  Fd socket(::socket(AF_INET6, type | SOCK_CLOEXEC, 0));
  if (!socket && errno == EAFNOSUPPORT) socket = some_socket(family = AF_INET, type);
  if (!socket) throw_errno("socket");
  return opened(std::move(socket), look_up(nullptr, port, family, type, AI_PASSIVE), 0);
}

template <class Call>
int ask(const char* name, Call call) {
  int value = 0;
  socklen_t length = sizeof value;
  if (call(&value, &length) == -1) throw_errno(name);
  return value;
}

int option(int socket, int level, int name) {
  return ask("getsockopt",
             [&](int* value, socklen_t* length) { return ::getsockopt(socket, level, name, value, length); });
}

Address own_name(int socket) {
  Address name;
  name.length = sizeof name.storage;
  if (::getsockname(socket, name.get(), &name.length) == -1) throw_errno("getsockname");
  return name;
}

void wait_until_readable(int socket) {
  const Fd poller(::epoll_create1(EPOLL_CLOEXEC));
  if (!poller) throw_errno("epoll_create1");
  epoll_event event{};
  event.events = EPOLLIN;
  if (::epoll_ctl(poller.get(), EPOLL_CTL_ADD, socket, &event) == -1) throw_errno("epoll_ctl");
  while (::epoll_wait(poller.get(), &event, 1, -1) == -1)
    if (errno != EINTR) throw_errno("epoll_wait");
}

}  // namespace

Fd listen_on_loopback(int family, in_port_t port) {
  return opened(some_socket(family, SOCK_STREAM), look_up(nullptr, port, family, SOCK_STREAM, 0), 1);
}

Fd listen_everywhere(in_port_t port) {
  int family = 0;
  return both_families(SOCK_STREAM, port, family);
}

SideBySide listen_side_by_side(in_port_t port) { return {wildcard(AF_INET, port), wildcard(AF_INET6, port)}; }

in_port_t local_port(int socket) { return static_cast<in_port_t>(std::stoi(text_of(own_name(socket)).port)); }

SideBySide listen_on_a_free_port() {
  std::exception_ptr last;
  for (int tries = 0; tries < 10; ++tries) {
    try {
      SideBySide both{wildcard(AF_INET, 0), Fd()};
      both.ipv6 = wildcard(AF_INET6, local_port(both.ipv4.get()));
      return both;
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::address_in_use) throw;
      last = std::current_exception();
    }
  }
  std::rethrow_exception(last);
}

bool reaches(const Address& destination, const Place& place) {
  Text to = text_of(destination);
  const Text at = text_of(place.address);
  if (to.host == "0.0.0.0") to.host = "127.0.0.1";
  if (to.host == "::") to.host = "::1";
  if (to.port != at.port) return false;
  if (at.host == "::") return !to.is_ipv4() || !place.v6only;
  if (at.host == "0.0.0.0") return to.is_ipv4();
  return to.host == at.host;
}

bool collide(const Place& a, const Place& b) {
  const Text x = text_of(a.address);
  const Text y = text_of(b.address);
  if (x.is_wildcard() && y.is_wildcard())
    return x.port == y.port && (x.host == y.host || !(x.host == "::" ? a : b).v6only);
  return x.is_wildcard() ? reaches(b.address, a) : reaches(a.address, b);
}

Callers reachable_from(int socket) {
  const Address name = own_name(socket);
  const Text at = text_of(name);
  const bool deaf = option(socket, SOL_SOCKET, SO_TYPE) == SOCK_STREAM && !option(socket, SOL_SOCKET, SO_ACCEPTCONN);
  if (at.port == "0" || deaf) return {From::nobody, From::nobody};
  if (at.host == "::1") return {From::nobody, From::this_host};
  if (at.is_ipv4()) return {at.host.rfind("127.", 0) == 0 ? From::this_host : From::anywhere, From::nobody};
  const bool both = at.host == "::" && !option(socket, SOL_IPV6, IPV6_V6ONLY);
  return {both ? From::anywhere : From::nobody, From::anywhere};
}

Fd open_udp_everywhere(in_port_t port) {
  int family = 0;
  Fd socket = both_families(SOCK_DGRAM, port, family);
  if (family == AF_INET6) switch_option(socket.get(), SOL_IPV6, IPV6_RECVPKTINFO, 1);
  switch_option(socket.get(), SOL_IP, IP_PKTINFO, 1);
  return socket;
}

Question receive_question(int socket, std::span<std::byte> buffer) {
  Question question;
  union {
    cmsghdr aligned;
    char bytes[1000];
  } control;
  iovec room = {buffer.data(), buffer.size()};
  for (;;) {
    msghdr message = {question.from.get(), sizeof question.from.storage, &room, 1,
                      control.bytes,       sizeof control.bytes,         0};
    const ssize_t size = ::recvmsg(socket, &message, MSG_DONTWAIT);
    if (size == -1 && errno == EAGAIN) {
      wait_until_readable(socket);
      continue;
    }
    if (size == -1 && errno == EINTR) continue;
    if (size == -1) throw_errno("recvmsg");
    question.from.length = message.msg_namelen;
    question.from = unwrapped(question.from);
    question.size = static_cast<std::size_t>(size);
    question.truncated = message.msg_flags & MSG_TRUNC;
    bool as_ipv4 = false;
    for (cmsghdr* one = CMSG_FIRSTHDR(&message); one; one = CMSG_NXTHDR(&message, one)) {
      if (one->cmsg_level == SOL_IP && one->cmsg_type == IP_PKTINFO) {
        const auto* info = reinterpret_cast<const in_pktinfo*>(CMSG_DATA(one));
        sockaddr_in asked = {};
        asked.sin_family = AF_INET;
        asked.sin_addr = info->ipi_spec_dst;
        question.asked_at = make_address(asked);
        question.interface = static_cast<unsigned>(info->ipi_ifindex);
        as_ipv4 = true;
      }
      if (one->cmsg_level == SOL_IPV6 && one->cmsg_type == IPV6_PKTINFO && !as_ipv4) {
        const auto* info = reinterpret_cast<const in6_pktinfo*>(CMSG_DATA(one));
        sockaddr_in6 asked = {};
        asked.sin6_family = AF_INET6;
        asked.sin6_addr = info->ipi6_addr;
        question.asked_at = unwrapped(make_address(asked));
        question.interface = info->ipi6_ifindex;
      }
    }
    return question;
  }
}

void send_answer(int socket, const Question& question, std::span<const std::byte> answer) {
  union {
    cmsghdr head;
    char bytes[CMSG_SPACE(sizeof(in6_pktinfo))];
  } control = {};
  Address to = question.from;
  iovec bytes = {const_cast<std::byte*>(answer.data()), answer.size()};
  msghdr message = {to.get(), to.length, &bytes, 1, nullptr, 0, 0};
  if (question.asked_at) {
    message.msg_control = control.bytes;
    if (question.asked_at->family() == AF_INET) {
      message.msg_controllen = CMSG_SPACE(sizeof(in_pktinfo));
      control.head = {CMSG_LEN(sizeof(in_pktinfo)), SOL_IP, IP_PKTINFO};
      reinterpret_cast<in_pktinfo*>(CMSG_DATA(&control.head))->ipi_spec_dst =
          reinterpret_cast<const sockaddr_in*>(question.asked_at->get())->sin_addr;
    } else {
      message.msg_controllen = CMSG_SPACE(sizeof(in6_pktinfo));
      control.head = {CMSG_LEN(sizeof(in6_pktinfo)), SOL_IPV6, IPV6_PKTINFO};
      reinterpret_cast<in6_pktinfo*>(CMSG_DATA(&control.head))->ipi6_addr =
          reinterpret_cast<const sockaddr_in6*>(question.asked_at->get())->sin6_addr;
    }
  }
  for (ssize_t sent = -1; sent == -1;) {
    sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent == -1 && errno != EINTR) throw_errno("sendmsg");
  }
}

}  // namespace lab
