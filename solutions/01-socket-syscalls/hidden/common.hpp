// What the hidden tests share: sockets of other kinds, and questions to the kernel.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exam/test.hpp"
#include "judge.hpp"
#include "socket_syscalls.hpp"

namespace hidden {

using namespace std::string_literals;
using namespace std::string_view_literals;
using exam::closed_again;
using exam::every;
using exam::from;
using exam::has_ipv6;
using exam::is_borrowed;
using exam::keep_in_fd;
using exam::nth;
using exam::random_bytes;
using exam::returned;
using exam::room;
using exam::Syscall;
using exam::threw;
using exam::threw_type;
using exam::to_text;
using exam::Which;

inline constexpr auto accepting = "notes/01-socket-syscalls.md#accepting";
inline constexpr auto connecting = "notes/01-socket-syscalls.md#connecting";
inline constexpr auto dead_peer = "notes/01-socket-syscalls.md#a-dead-peer-and-sigpipe";
inline constexpr auto descriptors = "notes/01-socket-syscalls.md#descriptors-leaks-and-close-on-exec";
inline constexpr auto ending = "notes/01-socket-syscalls.md#ending-a-connection";
inline constexpr auto errors = "notes/01-socket-syscalls.md#errors-and-errno";
inline constexpr auto interruptions = "notes/01-socket-syscalls.md#interruptions";
inline constexpr auto lines = "notes/01-socket-syscalls.md#lines-and-messages";
inline constexpr auto listening = "notes/01-socket-syscalls.md#listening";
inline constexpr auto receiving = "notes/01-socket-syscalls.md#receiving";
inline constexpr auto sending = "notes/01-socket-syscalls.md#sending";
inline constexpr auto serving = "notes/01-socket-syscalls.md#serving-many-clients-one-after-the-other";

/// A Unix domain listener at an abstract address: its clients' addresses have many lengths.
inline lab::Fd unix_listener() {
  lab::Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr any{AF_UNIX, {}};
  if (!socket || ::bind(socket.get(), &any, sizeof any.sa_family) == -1) lab::throw_errno("bind (by the test)");
  if (::listen(socket.get(), 8) == -1) lab::throw_errno("listen (by the test)");
  return socket;
}

/// Connected to it, with an abstract name of so many bytes; 0: unnamed.
inline lab::Fd unix_client(const lab::Fd& listener, std::size_t name_size) {
  lab::Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (name_size > 0) {
    const lab::Address server = exam::local_address(listener.get());
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    std::string text = reinterpret_cast<const sockaddr_un*>(server.get())->sun_path + 1;  // nobody else has it
    text.resize(name_size, '+');
    std::memcpy(name.sun_path + 1, text.data(), name_size);
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name_size);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&name), length) == -1)
      lab::throw_errno("bind (by the test)");
  }
  const lab::Address server = exam::local_address(listener.get());
  if (::connect(socket.get(), server.get(), server.length) == -1) lab::throw_errno("connect (by the test)");
  return socket;
}

/// How many connections may wait at a listener. (TCP_INFO of a listening socket keeps it in the field for something
/// else.)
inline int backlog_of(int listener) {
  tcp_info info{};
  socklen_t length = sizeof info;
  return ::getsockopt(listener, IPPROTO_TCP, TCP_INFO, &info, &length) == 0 ? static_cast<int>(info.tcpi_sacked) : -1;
}

/// Waits until the kernel has done what it does by itself, and soon.
inline bool comes(int descriptor, short events) {
  pollfd entry{descriptor, events, 0};
  return ::poll(&entry, 1, 10'000) > 0;
}

inline constexpr auto is_gone =
    "After EINTR the descriptor is gone all the same; by the second close its number may be another's.";

}  // namespace hidden
