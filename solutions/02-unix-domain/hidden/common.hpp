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
using exam::every;
using exam::Folder;
using exam::from;
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

inline constexpr auto keep_in_fd = "A descriptor stayed open: keep it in an Fd from the moment when you have it.";
inline constexpr auto is_borrowed = "A plain int is borrowed: do not close it, and leave no other descriptor open.";

/// True if the student's code closed a descriptor once more whose close(2) had been interrupted. (Its number is kept
/// from other uses.)
inline bool closed_again(const exam::Student& student) {
  std::set<int> gone;
  for (const exam::Call& call : student.calls(Syscall::close)) {
    if (gone.contains(call.descriptor)) return true;
    if (call.error == EINTR) gone.insert(call.descriptor);
  }
  return false;
}

}  // namespace hidden
