// What the tests of this lab may call. Examiner and worker both read this list.
#pragma once

#include "notice_board.hpp"
#include "wire/function.hpp"

using Functions =
    wire::Functions<&lab::encode, &lab::take_frame, &lab::open_journal, &lab::load_notices, &lab::append_notice,
                    &lab::addresses_of, &lab::open_doors, &lab::serve, &lab::find_board>;
