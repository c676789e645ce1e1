// What a process left behind when it ended: its wait status and its last words, made into a message for the student.
#pragma once

#include <optional>
#include <string>

namespace exam {

/// `status` as wait(2) gives it; `output` may hold a sanitizer's report. Names the kind of fault, the function and the
/// line where they are known. Whatever the two say (they may be forged): at most 3 KiB of printable lines.
std::string describe_crash(std::optional<int> status, const std::string& output);

}  // namespace exam
