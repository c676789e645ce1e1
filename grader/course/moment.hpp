// Moments: when something was handed in, and until when it was to be.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace course {

using Moment = std::chrono::sys_seconds;  ///< in UTC

/// RFC 3339: "2026-03-02T23:59:00+01:00", "2026-03-02 22:59:00Z"; seconds may be left out, parts of them are dropped.
/// Absent for all else, and where the offset is missing: which moment that is nobody knows.
std::optional<Moment> read_moment(std::string_view text);

/// "2026-03-02T22:59:00Z"
std::string to_text(Moment moment);

/// For messages: how a moment is to be written.
inline constexpr const char* kMomentForm = "a time with its offset from UTC, such as 2026-03-02T23:59:00+01:00";

}  // namespace course
