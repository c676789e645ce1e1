// What the tests of this lab may call. Examiner and worker both read this list.
#pragma once

#include "network_byte_order.hpp"
#include "wire/function.hpp"

using Functions =
    wire::Functions<&lab::host_order, &lab::to_network16, &lab::to_network32, &lab::to_network64, &lab::from_network16,
                    &lab::from_network32, &lab::from_network64, &lab::store16, &lab::store32, &lab::store64,
                    &lab::load16, &lab::load32, &lab::load64, &lab::encode_header, &lab::decode_header,
                    &lab::internet_checksum, wire::constructor<lab::FrameReader, std::size_t>, &lab::FrameReader::push,
                    &lab::FrameReader::next>;
