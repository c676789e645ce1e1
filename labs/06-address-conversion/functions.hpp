// What the tests of this lab may call. Examiner and worker both read this list.
#pragma once

#include "address_conversion.hpp"
#include "heap.hpp"
#include "wire/function.hpp"

using Functions = wire::Functions<&lab::parse_ipv4, &lab::format_ipv4, &lab::format_ipv4_range, &lab::parse_ipv6,
                                  &lab::same_ipv6, &lab::format_ipv6, &lab::parse_port, &lab::split_host_port,
                                  &lab::resolve, &lab::describe, &lab::connect_to_any, &heap::bytes_in_use>;
