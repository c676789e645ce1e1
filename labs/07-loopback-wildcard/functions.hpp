// What the tests of this lab may call. Examiner and worker both read this list.
#pragma once

#include "loopback_wildcard.hpp"
#include "wire/function.hpp"

using Functions =
    wire::Functions<&lab::listen_on_loopback, &lab::listen_everywhere, &lab::listen_side_by_side, &lab::local_port,
                    &lab::listen_on_a_free_port, &lab::reaches, &lab::collide, &lab::reachable_from,
                    &lab::open_udp_everywhere, &lab::receive_question, &lab::send_answer>;
