// What the hidden tests share: where to read on, and sockets of other kinds.
#pragma once

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datagram_semantics.hpp"
#include "exam/test.hpp"
#include "fixtures.hpp"
#include "judge.hpp"

namespace hidden {

using namespace std::chrono_literals;
using namespace std::string_literals;
using exam::every;
using exam::from;
using exam::has_ipv6;
using exam::is_borrowed;
using exam::keep_in_fd;
using exam::local_address;
using exam::nth;
using exam::random_bytes;
using exam::returned;
using exam::room;
using exam::Syscall;
using exam::threw;
using exam::to_text;
using exam::Which;
using judge::as_text;
using judge::is_about;
using judge::number;

inline constexpr auto sockets = "notes/03-datagram-semantics.md#datagram-sockets";
inline constexpr auto one_address = "notes/03-datagram-semantics.md#one-socket-one-address";
inline constexpr auto broadcast = "notes/03-datagram-semantics.md#broadcast";
inline constexpr auto truncation = "notes/03-datagram-semantics.md#truncation";
inline constexpr auto empty = "notes/03-datagram-semantics.md#empty-datagrams";
inline constexpr auto too_big = "notes/03-datagram-semantics.md#too-big";
inline constexpr auto asking = "notes/03-datagram-semantics.md#asking";
inline constexpr auto refusal = "notes/03-datagram-semantics.md#connected-sockets-and-refusal";
inline constexpr auto deadlines = "notes/03-datagram-semantics.md#deadlines";
inline constexpr auto numbers = "notes/03-datagram-semantics.md#numbers";
inline constexpr auto again = "notes/03-datagram-semantics.md#asking-again";
inline constexpr auto at_most_once = "notes/03-datagram-semantics.md#at-most-once";
inline constexpr auto order = "notes/03-datagram-semantics.md#putting-in-order";

inline constexpr auto no_question = "No question has come.";

/// A Unix domain datagram socket without a name.
inline lab::Fd unnamed_unix_socket() {
  lab::Fd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket) lab::throw_errno("socket (by the test)");
  return socket;
}

/// The same with an abstract name by the run's seed, always longer than an IPv4 address.
inline lab::Fd unix_socket(std::mt19937_64& random) {
  lab::Fd socket = unnamed_unix_socket();
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  for (int tries = 0; tries < 20; ++tries) {
    const std::string text = "lab03-" + std::to_string(100'000'000 + random() % 900'000'000);
    std::memcpy(name.sun_path + 1, text.data(), text.size());
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + text.size());
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&name), length) == 0) return socket;
  }
  lab::throw_errno("bind (by the test)");
}

}  // namespace hidden
