// What the tests of this lab may call. Examiner and worker both read this list.
#pragma once

#include "address_structs.hpp"
#include "wire/function.hpp"

using Functions = wire::Functions<&lab::fill_ipv4, &lab::fill_ipv6, &lab::to_address, &lab::port_of, &lab::unix_name,
                                  &lab::same, &lab::comes_before, &lab::hash_of, &lab::is_v4_mapped, &lab::map_v4,
                                  &lab::unmap_v4, &lab::reach_of, &lab::local_address, &lab::peer_address>;
