#pragma once

#include "odd.hpp"
#include "wire/function.hpp"

using Functions = wire::Functions<
    &odd::twice, &odd::same, &odd::fill, &odd::append, &odd::take_and_return, &odd::square, &odd::count_spaces,
    &odd::read_file, &odd::read_file_by_openat, wire::constructor<odd::Counter, int>, &odd::Counter::add,
    &odd::throw_errno_of, &odd::throw_other, &odd::throw_nothing_known, &odd::not_started, &odd::crash_by_null,
    &odd::write_past_the_end, &odd::overflow_signed, &odd::leave, &odd::raise_signal, &odd::spin,
    &odd::speak_to_the_control_socket, &odd::close_everything, &odd::flood_output, &odd::use_up_the_stack,
    &odd::read_once, &odd::write_once, &odd::write_to_file, &odd::write_until_full, &odd::wait_readable,
    &odd::select_readable, &odd::epoll_readable, &odd::close_twice, &odd::leak_descriptors, &odd::read_by_message,
    &odd::read_all_waiting, &odd::receive_in_a_thread, &odd::receive_in_a_child, &odd::raw_receive, &odd::accept_raw,
    &odd::print, &odd::complain, &odd::time_close, &odd::time_getsockname, &odd::bind_path, &odd::connect_path,
    &odd::fill_queue, &odd::send_datagram, &odd::peer_of, &odd::wait_for_child, &odd::measure_wait, &odd::poll_until,
    &odd::all_clocks, &odd::look_at_the_clock_for_ever, &odd::look_until, &odd::time_look>;
