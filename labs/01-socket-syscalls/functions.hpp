// What the tests of this lab may call. Examiner and worker both read this list.
#pragma once

#include "wire/function.hpp"
#include "socket_syscalls.hpp"

using Functions = wire::Functions<&lab::open_listener, &lab::accept_connection, &lab::connect_to, &lab::send_all,
                                  &lab::receive_exactly, &lab::receive_line, &lab::exchange, &lab::serve_echo>;
