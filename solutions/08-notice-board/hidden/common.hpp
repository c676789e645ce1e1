// What the hidden tests share.
#pragma once

#include <sys/socket.h>

#include <string>
#include <vector>

#include "exam/folder.hpp"
#include "exam/test.hpp"
#include "fixtures.hpp"
#include "notice_board.hpp"

namespace hidden {

using exam::every;
using exam::keep_in_fd;
using exam::nth;
using exam::returned;
using exam::Syscall;
using exam::threw;
using exam::threw_type;
using exam::Which;
using fixtures::Client;
using fixtures::frame;
using fixtures::header;
using fixtures::notice;
using fixtures::post;
using fixtures::watch;
using namespace std::chrono_literals;

inline constexpr auto frames = "notes/08-notice-board.md#frames";
inline constexpr auto journals = "notes/08-notice-board.md#the-journal";
inline constexpr auto typing = "notes/08-notice-board.md#addresses-that-people-type";
inline constexpr auto doors_see = "notes/08-notice-board.md#doors";
inline constexpr auto loop = "notes/08-notice-board.md#one-loop";
inline constexpr auto rude = "notes/08-notice-board.md#rude-clients";
inline constexpr auto consoles = "notes/08-notice-board.md#the-console";
inline constexpr auto ending = "notes/08-notice-board.md#the-end";
inline constexpr auto finding = "notes/08-notice-board.md#discovery";

}  // namespace hidden
