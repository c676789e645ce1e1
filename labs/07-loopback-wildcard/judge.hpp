// What public and hidden tests share: a host that has addresses beside loopback, and what the kernel says when somebody
// tries to reach a socket there.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exam/own_network.hpp"
#include "exam/test.hpp"
#include "exam/witness/decode.hpp"
#include "loopback_wildcard.hpp"

namespace judge {

/// An address by its numbers: at("192.0.2.7", 80), at("::ffff:127.0.0.1").
inline lab::Address at(const char* text, int port = 0) {
  sockaddr_in ipv4{};
  sockaddr_in6 ipv6{};
  ipv4.sin_family = AF_INET;
  ipv6.sin6_family = AF_INET6;
  ipv4.sin_port = ipv6.sin6_port = htons(static_cast<in_port_t>(port));
  if (::inet_pton(AF_INET, text, &ipv4.sin_addr) == 1) return lab::make_address(ipv4);
  if (::inet_pton(AF_INET6, text, &ipv6.sin6_addr) == 1) return lab::make_address(ipv6);
  throw std::invalid_argument(std::string("no address: ") + text);
}

/// This host's addresses beside loopback. They are set aside for documentation (RFC 5737, RFC 3849).
inline constexpr auto other4 = "192.0.2.7";
inline constexpr auto other6 = "2001:db8::7";

/// Before the first test, examiner and worker get a network of their own, with these addresses.
struct Network : testing::Environment {
  void SetUp() override { why_not = exam::enter_own_network({at(other4), at(other6)}); }
  static inline std::optional<std::string> why_not;
};
inline testing::Environment* const network = testing::AddGlobalTestEnvironment(new Network);

/// Why one of these addresses cannot be tried here; absent: they can.
inline std::optional<std::string> cannot_try(std::initializer_list<const char*> addresses) {
  for (const char* address : addresses) {
    if (exam::is_this_hosts(at(address))) continue;
    return Network::why_not ? *Network::why_not : std::string("no IPv6 here");
  }
  return std::nullopt;
}

/// A port by the run's seed; in a network of one's own it is free.
inline in_port_t some_port() {
  return static_cast<in_port_t>(exam::port_of(exam::with_likely_free_port(exam::fresh_loopback())));
}

inline lab::Fd make_socket(int family, int type) {
  lab::Fd socket(::socket(family, type | SOCK_CLOEXEC, 0));
  if (!socket) lab::throw_errno("socket (by the test)");
  return socket;
}
inline void set_option(const lab::Fd& socket, int level, int option, int value = 1) {
  if (::setsockopt(socket.get(), level, option, &value, sizeof value) == -1)
    lab::throw_errno("setsockopt (by the test)");
}
inline bool arrives(const lab::Fd& socket) {
  pollfd entry{socket.get(), POLLIN, 0};
  return ::poll(&entry, 1, 1000) > 0;  // over loopback it is there already, or never comes
}

/// What comes of a connection to `to`, where `listener` may be: "reached", "refused (ECONNREFUSED)" or the like.
inline std::string connecting(exam::Student& student, const lab::Fd& listener, const lab::Address& to) {
  const auto tell = [&](const std::string& how) {
    student.timeline().add_other("connects to " + exam::to_text(to) + ": " + how);
    return how;
  };
  lab::Fd client = make_socket(to.family(), SOCK_STREAM | SOCK_NONBLOCK);
  if (to.family() == AF_INET6) set_option(client, IPPROTO_IPV6, IPV6_V6ONLY, 0);
  if (::connect(client.get(), to.get(), to.length) == -1 && errno != EINPROGRESS)
    return tell("refused (" + exam::errno_name(errno) + ")");
  pollfd entry{client.get(), POLLOUT, 0};
  if (::poll(&entry, 1, 1000) <= 0) return tell("no answer");
  if (const int error = exam::option(client.get(), SOL_SOCKET, SO_ERROR); error != 0)
    return tell("refused (" + exam::errno_name(error) + ")");
  if (!arrives(listener)) return tell("somebody else is there");
  const lab::Fd connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  return tell("reached");
}
inline constexpr auto refused = "refused (ECONNREFUSED)";

/// A socket of the test's at a place: TCP ones listen. `error`: the errno of the call that refused it.
struct Bound {
  lab::Fd socket;
  int error = 0;
};
inline Bound bound_at(const lab::Place& place, int type = SOCK_STREAM) {
  Bound made{make_socket(place.address.family(), type), 0};
  if (place.address.family() == AF_INET6) set_option(made.socket, IPPROTO_IPV6, IPV6_V6ONLY, place.v6only ? 1 : 0);
  if (type == SOCK_STREAM) set_option(made.socket, SOL_SOCKET, SO_REUSEADDR);
  if (::bind(made.socket.get(), place.address.get(), place.address.length) == -1 ||
      (type == SOCK_STREAM && ::listen(made.socket.get(), 16) == -1))
    made.error = errno;
  return made;
}
/// The same where nothing should stand in the way.
inline lab::Fd listening_at(const lab::Place& place, int type = SOCK_STREAM) {
  Bound made = bound_at(place, type);
  if (made.error != 0) lab::throw_errno("bind or listen (by the test)", made.error);
  return std::move(made.socket);
}

/// A server that ran at `where` and closed its connections first has left one in TIME_WAIT.
inline void leave_time_wait(const lab::Address& where) {
  const lab::Fd listener = listening_at({where});
  const lab::Fd client = make_socket(where.family(), SOCK_STREAM);
  if (::connect(client.get(), where.get(), where.length) == -1) lab::throw_errno("connect (by the test)");
  lab::Fd connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  connection.reset();
  char byte = 0;
  if (::recv(client.get(), &byte, 1, 0) != 0) lab::throw_errno("recv (by the test)");
}

/// As if IPV6_V6ONLY were this by default: each socket of the student's has it before the first call that looks at it,
/// sets it, or relies on it.
inline void set_default_v6only(exam::Student& student, int value) {
  const auto seen = std::make_shared<std::set<ino_t>>();
  for (const exam::Syscall call : {exam::Syscall::setsockopt, exam::Syscall::getsockopt, exam::Syscall::bind})
    student.prepare(call, exam::every(), [seen, value](int socket) {
      struct stat about {};
      if (::fstat(socket, &about) == -1 || !seen->insert(about.st_ino).second) return;
      ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &value, sizeof value);
    });
}

/// An address without its port: "127.0.0.1", "[::]".
inline std::string host_of(const lab::Address& address) {
  const std::string text = exam::to_text(address);
  return text.substr(0, text.rfind(':'));
}

/// "IPv4: anywhere, IPv6: nobody".
inline std::string show(const lab::Callers& callers) {
  const auto word = [](lab::From from) -> std::string {
    if (from == lab::From::nobody) return "nobody";
    return from == lab::From::this_host ? "this host" : from == lab::From::anywhere ? "anywhere" : "no such value";
  };
  return "IPv4: " + word(callers.ipv4) + ", IPv6: " + word(callers.ipv6);
}
inline std::string show(const std::optional<lab::Address>& address) {
  return address ? exam::to_text(*address) : "absent";
}
inline std::string show(const lab::Place& place) {
  return exam::to_text(place.address) + (place.v6only ? " (IPv6 only)" : "");
}

}  // namespace judge
