// What the tests of this lab may call. Examiner and worker both read this list.
#pragma once

#include "datagram_semantics.hpp"
#include "service.hpp"
#include "wire/function.hpp"

using Functions =
    wire::Functions<&lab::open_datagram_socket, &lab::send_datagram, &lab::receive_datagram, &lab::send_if_it_fits,
                    &lab::ask_once, &lab::ask_reliably, &service::run, &service::run_for_a_crowd,
                    wire::constructor<lab::Reassembler, std::uint32_t, std::size_t>, &lab::Reassembler::push,
                    &lab::Reassembler::take, &lab::Reassembler::missing>;
