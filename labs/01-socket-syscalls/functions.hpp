// What the tests of this lab may call. Examiner and worker both read this list.
#pragma once

#include "socket_syscalls.hpp"
#include "wire/function.hpp"

using Functions = wire::Functions<&lab::open_listener, &lab::accept_connection, &lab::connect_to, &lab::send_all,
                                  &lab::receive_exactly, &lab::receive_line, &lab::exchange, &lab::serve_echo>;
