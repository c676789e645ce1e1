// What the hidden tests share.
#pragma once

#include <fcntl.h>
#include <net/if.h>
#include <sys/socket.h>

#include <string>
#include <utility>
#include <vector>

#include "exam/test.hpp"
#include "fixtures.hpp"
#include "judge.hpp"
#include "kernel.hpp"
#include "loopback_wildcard.hpp"

namespace hidden {

using exam::every;
using exam::keep_in_fd;
using exam::local_address;
using exam::nth;
using exam::option;
using exam::port_of;
using exam::returned;
using exam::room;
using exam::Syscall;
using exam::threw;
using exam::threw_any;
using exam::to_text;
using judge::addresses;
using judge::at;
using judge::cannot_try;
using judge::other4;
using judge::other6;
using judge::show;

// Where to read on.
inline const std::string notes = "notes/07-loopback-wildcard.md#";
inline const std::string loopback = notes + "loopback";
inline const std::string one_socket = notes + "one-socket-for-both-families";
inline const std::string side_by_side = notes + "side-by-side";
inline const std::string two_binders = notes + "two-binders-on-one-port";
inline const std::string ephemeral = notes + "ephemeral-ports";
inline const std::string who_reaches = notes + "who-reaches-whom";
inline const std::string mapped_clients = notes + "ipv4-clients-of-ipv6-sockets";
inline const std::string not_shared = notes + "udp-ports-are-not-shared";
inline const std::string asked_address = notes + "the-address-that-was-asked";
inline const std::string ancillary = notes + "ancillary-data";

using Kinds = std::vector<std::pair<Syscall, const char*>>;
inline const Kinds listening_calls = {{Syscall::socket, "socket"},
                                      {Syscall::setsockopt, "setsockopt"},
                                      {Syscall::bind, "bind"},
                                      {Syscall::listen, "listen"}};

/// Runs `call` once for each system call of these kinds that it makes, with that one failing.
template <class Call>
void expect_reports(exam::Student& student, const Kinds& kinds, const Call& call) {
  for (const auto& [kind, name] : kinds) {
    const int before = student.count(kind);
    EXPECT_TRUE(returned(call()));
    const int count = student.count(kind) - before;
    ASSERT_GT(count, 0) << name << " is never called.";
    for (int n = 1; n <= count; ++n) {
      student.fail(kind, nth(n), ENOBUFS);
      const auto outcome = call();
      EXPECT_TRUE(threw(outcome, name, ENOBUFS)) << "the call of " << name << " number " << n;
      EXPECT_EQ(outcome.leaked, 0) << keep_in_fd;
    }
  }
}

/// EADDRINUSE, from whichever call says it.
template <class R>
testing::AssertionResult taken(const exam::Outcome<R>& outcome) {
  return threw_any(outcome, {"bind", "listen"}, EADDRINUSE);
}

/// How many of so many clients wait in the listener at `where`.
inline int waiting(const lab::Fd& listener, const lab::Address& where, int clients) {
  std::vector<lab::Fd> all;
  for (int i = 0; i < clients; ++i) {
    all.push_back(judge::make_socket(where.family(), SOCK_STREAM | SOCK_NONBLOCK));
    ::connect(all.back().get(), where.get(), where.length);
  }
  const int flags = ::fcntl(listener.get(), F_GETFL);
  ::fcntl(listener.get(), F_SETFL, flags | O_NONBLOCK);
  int count = 0;
  while (lab::Fd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC))) ++count;
  return count;
}

inline bool is_blocking(const lab::Fd& socket) { return (::fcntl(socket.get(), F_GETFL) & O_NONBLOCK) == 0; }

/// Somebody who listens at `where`, and would share its port.
inline lab::Fd sharing_listener(const lab::Address& where) {
  lab::Fd socket = judge::make_socket(where.family(), SOCK_STREAM);
  if (where.family() == AF_INET6) judge::set_option(socket, IPPROTO_IPV6, IPV6_V6ONLY);
  judge::set_option(socket, SOL_SOCKET, SO_REUSEADDR);
  judge::set_option(socket, SOL_SOCKET, SO_REUSEPORT);
  if (::bind(socket.get(), where.get(), where.length) == -1) lab::throw_errno("bind (by the test)");
  if (::listen(socket.get(), 16) == -1) lab::throw_errno("listen (by the test)");
  return socket;
}

}  // namespace hidden
