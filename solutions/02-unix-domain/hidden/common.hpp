// What the hidden tests share.
#pragma once

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <csignal>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exam/folder.hpp"
#include "exam/test.hpp"
#include "given.hpp"
#include "judge.hpp"
#include "unix_domain.hpp"

namespace hidden {

using namespace std::string_literals;
using namespace std::string_view_literals;
using exam::closed_again;
using exam::every;
using exam::Folder;
using exam::from;
using exam::is_borrowed;
using exam::keep_in_fd;
using exam::nth;
using exam::returned;
using exam::Syscall;
using exam::threw;
using exam::to_text;
using exam::Which;
using given::Work;
using judge::Mailbox;
using lab::Found;

inline constexpr auto abstract_names = "notes/02-unix-domain.md#the-abstract-namespace";
inline constexpr auto addresses = "notes/02-unix-domain.md#addresses-of-unix-domain-sockets";
inline constexpr auto children = "notes/02-unix-domain.md#a-child-at-the-other-end";
inline constexpr auto connecting = "notes/02-unix-domain.md#connecting-to-a-path";
inline constexpr auto credentials = "notes/02-unix-domain.md#who-is-there";
inline constexpr auto descriptors = "notes/01-socket-syscalls.md#descriptors-leaks-and-close-on-exec";
inline constexpr auto errors = "notes/01-socket-syscalls.md#errors-and-errno";
inline constexpr auto interruptions = "notes/01-socket-syscalls.md#interruptions";
inline constexpr auto listening = "notes/02-unix-domain.md#a-socket-in-the-file-system";
inline constexpr auto named_datagrams = "notes/02-unix-domain.md#datagrams-with-a-name";
inline constexpr auto nothing_lost = "notes/02-unix-domain.md#datagrams-are-not-lost";
inline constexpr auto passing = "notes/02-unix-domain.md#passing-descriptors";
inline constexpr auto permissions = "notes/02-unix-domain.md#permissions";
inline constexpr auto stale_sockets = "notes/02-unix-domain.md#stale-sockets";
inline constexpr auto too_big = "notes/02-unix-domain.md#too-big";

}  // namespace hidden
